"""Turns the figures of a snapshot into what is printed of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.prose.links import canonical_href

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    id: str
    number: int
    key: str
    is_image: bool
    src: str
    width: int | None
    height: int | None
    video_url: str
    alt: str
    caption: str
    credit: str
    licence: Row | None


def media_url(sha256: str, extension: str) -> str:
    """The public address of a picture, known from its bytes."""
    return f"/media/{sha256}.{extension}" if sha256 and extension else ""


def shown_figure(row: Row, *, number: int, anchor: str) -> Figure:
    return Figure(
        id=anchor,
        number=number,
        key=row["key"],
        is_image=row["kind"] == "image",
        src=media_url(row.get("sha256", ""), row.get("extension", "")),
        width=row.get("width"),
        height=row.get("height"),
        video_url=canonical_href(row.get("video_url", "")),
        alt=row.get("alt", ""),
        caption=row.get("caption", ""),
        credit=row.get("credit", ""),
        licence=licence(row.get("licence")),
    )


def licence(row: Row | None) -> Row | None:
    """The licence with an address only where a reader may follow it."""
    return {"name": row.get("name", ""), "url": canonical_href(row.get("url", ""))} if row else None
