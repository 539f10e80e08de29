"""imsmanifest.xml: what a cartridge is called, the order in which a course shows its parts, and its files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from casestudies.exchange.lms.xml import add, short, written

PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
ABOUT = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
LOCATIONS = {
    PACKAGE: "http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd",
    RESOURCE: "http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lomresource_v1p0.xsd",
    ABOUT: "http://www.imsglobal.org/profile/cc/ccv1p1/LOM/ccv1p1_lommanifest_v1p0.xsd",
}


@dataclass(frozen=True)
class Entry:
    """A resource of the package. Of web content `href` is the page; of everything else the one file."""

    identifier: str
    type: str
    title: str
    href: str
    others: tuple[str, ...] = ()


def manifest(sheet: Mapping[str, Any], *, mark: str, reading: Sequence[Entry], topics: Sequence[Entry]) -> bytes:
    """The manifest of a case's text and its topics. `mark` tells this package's identifiers from others'."""
    root = etree.Element(
        f"{{{PACKAGE}}}manifest",
        {"identifier": f"M_{mark}", f"{{{SCHEMA}}}schemaLocation": " ".join(f"{a} {b}" for a, b in LOCATIONS.items())},
        nsmap={None: PACKAGE, "lom": RESOURCE, "lomimscc": ABOUT, "xsi": SCHEMA},
    )
    _metadata(root, sheet)
    organization = add(add(root, "organizations"), "organization", identifier=f"O_{mark}", structure="rooted-hierarchy")
    top = add(organization, "item", identifier=f"I_{mark}")
    _items(top, reading)
    if topics:
        folder = add(top, "item", identifier=f"I_{mark}_questions")
        add(folder, "title", _("Questions for discussion"))
        _items(folder, topics)
    resources = add(root, "resources")
    for entry in (*reading, *topics):
        href = {"href": entry.href} if entry.type == "webcontent" else {}
        resource = add(resources, "resource", identifier=entry.identifier, type=entry.type, **href)
        for name in (entry.href, *entry.others):
            add(resource, "file", href=name)
    return written(root)


def _metadata(root: etree._Element, sheet: Mapping[str, Any]) -> None:
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Common Cartridge")
    add(metadata, "schemaversion", "1.1.0")
    about = add(metadata, f"{{{ABOUT}}}lom")
    general = add(about, "general")
    _string(general, "title", short(sheet["title"], 300), sheet["language"])
    add(general, "language", sheet["language"])
    _string(general, "description", f"{sheet['line']}. {sheet['url']}", "en")


def _string(parent: etree._Element, tag: str, text: str, language: str) -> None:
    add(add(parent, tag), "string", text, language=language)


def _items(parent: etree._Element, entries: Iterable[Entry]) -> None:
    for entry in entries:
        item = add(
            parent, "item", identifier=entry.identifier.replace("R_", "I_", 1) + "_at", identifierref=entry.identifier
        )
        add(item, "title", short(entry.title, 200))
