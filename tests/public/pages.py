"""A public site with a page of every kind, and what a page says to its readers."""

import json
import re
from html.parser import HTMLParser

from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import EditionPayload
from tests.factories import NOW, make_account, make_case, publish_case
from tests.public.conftest import publish_next

SILENT = {"script", "style", "code", "template"}
# No end tag is ever written for these.
EMPTY = {"br", "col", "hr", "img", "input", "link", "meta", "source"}
SAID = {"aria-label", "title", "alt", "placeholder"}
PAGES = (
    "/",
    "/cases/",
    "/cases/?q=form",
    "/cases/?q=form&topic=creative-labour&role=developer",
    "/cases/?q=nothinglikeit",
    "/cases/?q=form&year=1999",
    "/cases/?q=form&jurisdiction=FR&year=1999",
    "/cases/leak/",
    "/cases/leak/editions/",
    "/cases/leak/editions/1/",
    "/cases/leak/editions/1..2/",
    "/cases/leak/editions/1..2/?all=1",
    "/cases/leak/card/",
    "/cases/leak/teach/",
    "/cases/leak/teach/?length=0",
    "/cases/leak/teach/project/",
    "/cases/leak/handout/",
    "/cases/leak/report/",
    "/cases/leak/report/sent/",
    "/cases/taken-back/",
    "/cases/taken-back/editions/",
    "/cases/taken-back/editions/1/",
    "/cases/taken-back/teach/",
    "/topics/creative-labour/",
    "/parties/openai/",
    "/instruments/eu-ai-act/",
    "/timeline/",
    "/timeline/?from=2020&to=nowhere",
    "/timeline/?from=1990&to=1999",
    "/places/",
    "/frameworks/",
    "/frameworks/mit-ai-risk/",
    "/frameworks/mit-ai-risk/?by=place",
    "/corrections/",
    "/standards/",
    "/nope/",
)


def make_site(language="en"):
    """Two case studies: one was corrected, one withdrawn. Returns every word that stands in them."""
    leak, gone = make_case(slug="leak", language=language), make_case(slug="taken-back")
    publish_case(leak)
    publish_next(leak, kind=EditionKind.CORRECTION, note="More is known.")
    publish_case(gone)
    withdraw(gone, by=make_account(), now=NOW, reason="Nobody could confirm it.")
    held = EditionPayload.objects.values_list("content", flat=True)
    said = "At a glance. More is known. Nobody could confirm it. First edition. nothinglikeit nowhere form taken-back"
    return set(words_in(" ".join([*(json.dumps(json.loads(text), ensure_ascii=False) for text in held), said])))


def words_in(text):
    return re.findall(r"[^\W\d_]{2,}", text)


class Said(HTMLParser):
    """What a page says in its own language: its text and the names in its attributes, without what is of another."""

    def __init__(self, page):
        super().__init__()
        self.language, self.skipped, self.open, self.texts = "", 0, [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.language = given["lang"]
        foreign = given.get("lang", self.language) != self.language
        ours = given.get("lang") == self.language
        if not self.skipped and not foreign and tag not in SILENT:
            self.texts += [given[name] for name in SAID & given.keys() if given[name]]
            if tag == "meta" and given.get("name") == "description":
                self.texts.append(given["content"])
        if tag in EMPTY:
            return
        self.open.append((tag, self.skipped))
        if foreign or tag in SILENT:
            self.skipped = 1
        elif ours:
            self.skipped = 0

    def handle_startendtag(self, tag, attrs):
        """`<path/>`: nothing stands within it."""

    def handle_endtag(self, tag):
        while self.open:
            name, self.skipped = self.open.pop()
            if name == tag:
                return

    def handle_data(self, data):
        if not self.skipped and data.strip():
            self.texts.append(data.strip())
