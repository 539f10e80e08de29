"""A Word document as sections by its headings, with its pictures and footnotes taken out and kept in order."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
import mammoth
from lxml.html import HtmlElement

from casestudies.errors import CasebookError
from casestudies.exchange.word.package import BROKEN, WordPackage

logger = logging.getLogger(__name__)

STYLES = """
p[style-name='Title'] => div.word-title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
p[style-name='Block Text'] => blockquote:fresh > p:fresh
"""
FIRST = "Introduction"
IMAGE = "casebook-image:"
# Styles that are not known are paragraphs; of pictures and lost elements we speak ourselves.
OWN_WORDS = re.compile(r"style|Image of type|unrecognised element")
BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")
NOTE = re.compile(r"#(footnote|endnote)-(?!ref)")
LONGEST_PASSAGE = 300
LONGEST_HEADING = 200
MOST_PICTURES = 200


@dataclass
class WordPicture:
    """A picture's bytes, the key of its figure, and what Word said it shows."""

    key: str
    data: bytes
    described: str


@dataclass
class WordNote:
    """A footnote or endnote: its words, and those before its mark."""

    passage: str
    body: str


@dataclass
class WordSection:
    heading: str
    parts: list[str] = field(default_factory=list)
    notes: list[WordNote] = field(default_factory=list)

    @property
    def prose(self) -> str:
        return "".join(self.parts)


@dataclass
class WordText:
    """`left` says in sentences what mammoth could not take."""

    title: str
    sections: list[WordSection]
    pictures: list[WordPicture]
    left: list[str]


def read_word(package: WordPackage) -> WordText:
    """Raises CasebookError where the document cannot be read."""
    pictures: list[WordPicture] = []

    def keep(image: Any) -> dict[str, str]:
        key = f"figure-{len(pictures) + 1}"
        if len(pictures) < MOST_PICTURES:
            with image.open() as stream:
                pictures.append(WordPicture(key, stream.read(), " ".join((image.alt_text or "").split())))
        return {"src": f"{IMAGE}{key}"}

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(package.data),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(keep),
            include_embedded_style_map=False,
            external_file_access=False,
        )
        root = lxml.html.fragment_fromstring(converted.value or "<p></p>", create_parent="div")
    except CasebookError:
        raise
    except Exception as error:  # whatever a file that is zip and XML, and no document, makes of its reader
        logger.info("A Word document could not be read: %s", type(error).__name__)
        raise CasebookError(BROKEN) from error
    notes = _take_notes(root)
    title, sections = _divide(root, notes)
    told = {message.message for message in converted.messages}
    left = sorted(sentence for sentence in told if not OWN_WORDS.search(sentence))
    return WordText(title, [section for section in sections if section.heading or section.prose], pictures, left)


def _take_notes(root: HtmlElement) -> dict[str, str]:
    """The words of each footnote and endnote by its id; their list at the end goes."""
    notes = {}
    for item in list(root.iter("li")):
        name = item.get("id") or ""
        if re.match(r"(footnote|endnote)-", name):
            notes[name] = " ".join(item.text_content().replace("↑", " ").split())
            parent = item.getparent()
            parent.remove(item)
            if len(parent) == 0 and parent.getparent() is not None:
                parent.getparent().remove(parent)
    return notes


def _divide(root: HtmlElement, notes: dict[str, str]) -> tuple[str, list[WordSection]]:
    title, sections = "", [WordSection(FIRST)]
    only_h1 = len(root.findall("h1")) == 1 and root.find("h2") is not None
    for block in list(root):
        words = " ".join(block.text_content().split())
        is_title = "word-title" in (block.get("class") or "") or (
            only_h1 and block.tag == "h1" and not sections[0].parts
        )
        if is_title and words and not title:
            title = words
        elif block.tag in ("h1", "h2") and words:
            sections.append(WordSection(words[:LONGEST_HEADING]))
            _take_marks(block, notes, sections[-1])
            sections[-1].parts += _figures(block)
        else:
            _take_marks(block, notes, sections[-1])
            figures = _figures(block)
            if block.text_content().strip() or block.tag == "table":
                sections[-1].parts.append(_as_html(block))
            sections[-1].parts += figures
    if not sections[0].parts and not sections[0].notes:
        sections.pop(0)
    return title, sections


def _take_marks(block: HtmlElement, notes: dict[str, str], section: WordSection) -> None:
    """The footnote marks in a block go; what they say becomes a note on the words before."""
    for link in [link for link in block.iter("a") if NOTE.match(link.get("href") or "")]:
        mark = link.getparent() if link.getparent().tag == "sup" else link
        body = notes.get((link.get("href") or "")[1:], "")
        passage = _before(block, link)
        mark.drop_tree()
        if body:
            section.notes.append(WordNote(passage, body))


def _before(block: HtmlElement, link: HtmlElement) -> str:
    """The sentence that a mark follows, without other marks."""
    inner = next((above for above in link.iterancestors(*BLOCKS)), block)
    parts = []
    for kind, text in _texts(inner, link):
        if kind == "stop":
            break
        parts.append(text)
    text = " ".join("".join(parts).split())
    sentence = re.split(r"(?<=[.!?…])\s+(?=\S)", text)[-1]
    return sentence[-LONGEST_PASSAGE:]


def _texts(element: HtmlElement, link: HtmlElement) -> Iterator[tuple[str, str]]:
    if element is link:
        yield "stop", ""
        return
    yield "text", element.text or ""
    for child in element:
        if child.tag == "sup" and child.find("a") is not None and child.find("a") is not link:
            yield "text", child.tail or ""
            continue
        yield from _texts(child, link)
        yield "text", child.tail or ""


def _figures(block: HtmlElement) -> list[str]:
    """The pictures of a block, taken out of it, as figures to stand behind it."""
    keys = []
    for image in list(block.iter("img")):
        source = image.get("src") or ""
        if source.startswith(IMAGE):
            keys.append(source.removeprefix(IMAGE))
        image.drop_tree() if image is not block else None
    return [f'<figure data-figure="{key}"></figure>' for key in keys]


def _as_html(block: HtmlElement) -> str:
    """h3 stays; what is deeper is h4, of which prose has no deeper one."""
    if block.tag in ("h5", "h6"):
        block.tag = "h4"
    return lxml.html.tostring(block, encoding="unicode", with_tail=False)
