"""Reads the README's walk and does in a browser what it says, word for word.

A walk is a section of numbered steps. Every sentence of a step is one action in the screen's own words:

    Open `/admin/`.
    Fill **Username** with `admin` and **Password** with the printed password.
    Press **Save**.                     Press **Remove** in **Authors**.
    Choose **Update** in **Kind**.      Tick **Author**.
    Write `Words` in **Text**.          Press the key `t`.
    See “Saved as revision 2”.

What is bold is the name that a screen reader says; it has to fit exactly one thing that can be seen. After *in* stands
the name of the list, dialog or part in which the thing is. Stars that mark required fields, and counts after the names
of tabs, do not belong to names. A picture between the steps is taken where it stands. Anything else is an error: what
the walk says and nobody does would not be true for long.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.camera import picture

TOKENS = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>[^*]+)\*\*|“(?P<quote>[^”]+)”")
KINDS = {"code": "C", "bold": "B", "quote": "Q"}
PICTURE = re.compile(r"!\[[^\]]+\]\(tests/screenshots/(?P<name>[a-z-]+)\.png\)")
SENTENCE = re.compile(r"\s*([^.]+)\.")
# A sentence with its tokens drawn as B (bold), C (code), Q (quote).
ACTIONS = {
    "open": r"Open C",
    "press": r"Press B(?: in B)?",
    "key": r"Press the key C",
    "fill": r"Fill B with [CP](?:(?:,| and|, and) B with [CP])*",
    "choose": r"Choose B in B",
    "tick": r"Tick B(?: in B)?",
    "write": r"Write C in B",
    "see": r"See Q(?: in B)?",
}
PRINTED = "the printed password"
PRESSED = ("button", "link", "tab", "menuitem")
FILLED = ("textbox", "searchbox", "spinbutton", "combobox")
PLACES = ("dialog", "region", "group", "navigation", "form", "article", "listbox", "list")


@dataclass(frozen=True)
class Action:
    """One sentence: what is done, with which words, and where it stands in the file."""

    verb: str
    words: tuple[str, ...]
    sentence: str
    line: int


@dataclass
class Walker:
    """Does the actions in a browser. `printed` is the password that the site's start showed."""

    page: Page
    printed: str
    done: list[str] = field(default_factory=list)

    def walk(self, actions: list[Action]) -> None:
        for action in actions:
            try:
                getattr(self, f"do_{action.verb}")(*action.words)
            except Exception as error:
                raise AssertionError(f"README.md, line {action.line}: “{action.sentence}”: {error}") from error
            self.done.append(action.sentence)

    # What a sentence does

    def do_picture(self, name: str) -> None:
        picture(self.page, name)

    def do_open(self, path: str) -> None:
        self.page.goto(path)

    def do_press(self, name: str, place: str = "") -> None:
        control = self.only(self.named(PRESSED, name, place, counted=True).or_(self.summary(name, place)))
        if not control.evaluate(LEADS_AWAY):
            control.click()
            return
        with self.page.expect_navigation():
            control.click()

    def do_key(self, key: str) -> None:
        self.page.keyboard.press(key)

    def do_fill(self, *pairs: str) -> None:
        for name, words in zip(pairs[::2], pairs[1::2], strict=True):
            self.only(self.named(FILLED, name)).fill(self.printed if words == PRINTED else words)

    def do_choose(self, name: str, place: str) -> None:
        group = self.named(("group", "radiogroup"), place)
        radio = group.get_by_role("radio", name=name, exact=True)
        listed = self.named(("listbox",), place).get_by_role("option").filter(has_text=name)
        found = self.only(radio.or_(listed).or_(self.named(("combobox",), place)))
        if found.get_attribute("role") == "option":
            found.click()
        elif found.get_attribute("type") == "radio":
            found.check()
        elif found.evaluate("it => it.tagName") == "SELECT":
            found.select_option(label=name)
        else:
            found.click()
            self.only(self.page.get_by_role("searchbox", name="Search", exact=True)).fill(name)
            self.only(self.page.get_by_role("option", name=name, exact=True)).click()

    def do_tick(self, name: str, place: str = "") -> None:
        self.only(self.named(("checkbox",), name, place)).check()

    def do_write(self, words: str, name: str) -> None:
        # A field becomes an editor when it comes into view.
        text = self.only(self.named(("textbox",), name).and_(self.page.locator("[contenteditable=true]")))
        text.click()
        expect(text).to_be_focused()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def do_see(self, words: str, place: str = "") -> None:
        where = self.place(place) if place else self.page.locator("body")
        expect(where.get_by_text(words).filter(visible=True).first).to_be_visible()

    # What a name fits

    def place(self, name: str) -> Page | Locator:
        return self.only(self.named(PLACES, name)) if name else self.page

    def named(self, roles: tuple[str, ...], name: str, place: str = "", *, counted: bool = False) -> Locator:
        self.page.wait_for_load_state("load")  # The desk's scripts are there by then.
        where = self.place(place)
        rest = r"(?: (?:[0-9].*|Ready))?" if counted else r"\*?"
        exact = re.compile(rf"^\s*{re.escape(name)}{rest}\s*$")
        found = where.get_by_role(roles[0], name=exact)
        for role in roles[1:]:
            found = found.or_(where.get_by_role(role, name=exact))
        return found

    def summary(self, name: str, place: str = "") -> Locator:
        return self.place(place).locator("summary").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))

    def only(self, found: Locator) -> Locator:
        """The one thing of that name that can be seen."""
        seen = found.filter(visible=True)
        expect(seen).to_have_count(1)
        return seen


LEADS_AWAY = "it => it.matches('a[href]') && it.pathname + it.search !== location.pathname + location.search"


def read_walk(path: Path, heading: str) -> list[Action]:
    """The actions of the section under that heading, in order. Raises ValueError at a sentence that is none."""
    return list(actions_of(list(steps_of(path.read_text(encoding="utf-8").splitlines(), heading))))


def steps_of(lines: list[str], heading: str) -> Iterator[tuple[int, str]]:
    """What the section's steps say, and their pictures where they stand, as (line, text).

    A step begins with its number; what is indented belongs to it. Other lines speak to the reader alone.
    """
    start = lines.index(f"## {heading}") + 1
    said: list[str] = []
    first = 0
    for number, line in enumerate([*lines[start:], "## "], start + 1):
        numbered = re.match(r"[0-9]+\. +(.+)", line)
        is_picture = PICTURE.fullmatch(line.strip())
        if said and (numbered or is_picture or not line.startswith(" ")):
            yield first, " ".join(said)
            said = []
        if line.startswith("## "):
            return
        if is_picture:
            yield number, line.strip()
        elif numbered or line.startswith(" "):
            first = first if said else number
            said.append(numbered[1] if numbered else line.strip())


def actions_of(steps: list[tuple[int, str]]) -> Iterator[Action]:
    for line, text in steps:
        if found := PICTURE.fullmatch(text):
            yield Action("picture", (found["name"],), text, line)
            continue
        yield from sentences_of(text, line)


def sentences_of(text: str, line: int) -> Iterator[Action]:
    """The step's sentences; a full stop inside a token ends none."""
    words = [(KINDS[found.lastgroup], found[found.lastgroup], found[0]) for found in TOKENS.finditer(text)]
    drawn = TOKENS.sub(lambda found: KINDS[found.lastgroup], text).replace(PRINTED, "P")
    if SENTENCE.sub("", drawn).strip():
        raise ValueError(f"README.md, line {line}: a step ends in the middle of a sentence: {text}")
    for sentence in SENTENCE.findall(drawn):
        verb = next((verb for verb, shape in ACTIONS.items() if re.fullmatch(shape, sentence)), None)
        if verb is None:
            raise ValueError(f"README.md, line {line}: nobody can follow “{sentence}” of: {text}")
        arguments = []
        spoken = sentence
        for mark in re.findall(r"\b[BCQP]\b", sentence):
            if mark == "P":
                arguments.append(PRINTED)
                continue
            _kind, word, raw = words.pop(0)
            arguments.append(word)
            spoken = re.sub(rf"\b{mark}\b", lambda _found, raw=raw: raw, spoken, count=1)
        yield Action(verb, tuple(arguments), spoken, line)
