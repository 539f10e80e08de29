"""A case as a Common Cartridge 1.1: its text as a page, its questions as discussion topics, a link to the case itself.

Specification: https://www.imsglobal.org/cc/ccv1p1/imscc_profilev1p1-html.html. Everybody may have it: it holds no
teacher's note. The same sheet gives the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from lxml import etree

from casestudies.exchange.lms.manifest import Entry, manifest
from casestudies.exchange.lms.xml import add, clean, html_paragraphs, short, written
from casestudies.publication.handout.html import html_of
from casestudies.publication.teaching.questions import Question

CARTRIDGE_VERSION = 1  # goes up when the same edition would give another cartridge
TOPIC = "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"
LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # no file of the package tells when it was made


def make_cartridge(
    sheet: Mapping[str, Any], questions: Sequence[Question], pictures: Mapping[str, bytes], *, identity: str
) -> bytes:
    """The package as bytes. `pictures` by file name; `identity` is the case study's UUID."""
    mark = identity.replace("-", "")
    page = f"case/{mark}.html"
    files = {page: _page(sheet)} | {f"case/{name}": data for name, data in pictures.items()}
    case = Entry(f"R_{mark}", "webcontent", sheet["title"], page, tuple(name for name in files if name != page))
    online = Entry(f"R_{mark}_online", "imswl_xmlv1p1", _("The current edition online"), f"links/{mark}.xml")
    files[online.href] = _link(sheet["title"], sheet["url"])
    topics = []
    for question in questions:
        topic = Entry(f"R_{question.key}", "imsdt_xmlv1p1", _name(question), f"questions/{question.key}.xml")
        files[topic.href] = _topic(question)
        topics.append(topic)
    files["imsmanifest.xml"] = manifest(sheet, mark=mark, reading=[case, online], topics=topics)
    return _zipped(files)


def _page(sheet: Mapping[str, Any]) -> bytes:
    context = {
        "sheet": sheet,
        "html": html_of(sheet["blocks"], has_sources=True, media_root=""),
        "colophon": html_of(sheet["colophon"], has_sources=False),
    }
    return clean(render_to_string("handout/cartridge.html", context)).encode()


def _name(question: Question) -> str:
    return f"{question.number}. {short(question.prompt)}"


def _topic(question: Question) -> bytes:
    topic = etree.Element(f"{{{TOPIC}}}topic", nsmap={None: TOPIC})
    add(topic, "title", _name(question))
    add(topic, "text", html_paragraphs(question.prompt), texttype="text/html")
    return written(topic)


def _link(title: str, url: str) -> bytes:
    link = etree.Element(f"{{{LINK}}}webLink", nsmap={None: LINK})
    add(link, "title", short(title, 200))
    add(link, "url", href=url, target="_blank")
    return written(link)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files by name, the manifest first."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(files, key=lambda name: (name != "imsmanifest.xml", name)):
            entry = ZipInfo(name, LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name])
    return made.getvalue()
