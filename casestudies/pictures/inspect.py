"""The one way in for pictures: read, made safe, measured and named by their content."""

import hashlib
from dataclasses import dataclass

from casestudies.pictures.errors import BadPicture
from casestudies.pictures.raster import clean_raster, raster_format
from casestudies.pictures.svg import clean_svg, looks_like_svg

MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to serve; ``data`` is what to store, and has ``sha256`` as its digest.

    ``width`` and ``height`` are in pixels as shown, for SVG in its user units, rounded.
    """

    data: bytes
    media_type: str
    extension: str
    width: int
    height: int
    sha256: str


def inspect_picture(data: bytes, *, max_bytes: int = MAX_BYTES) -> Picture:
    """The picture in a file, told by its content alone and freed of metadata and of all that acts.

    PNG, JPEG, WebP and GIF stay as they are, pixel for pixel, unless a photograph has to be turned upright; SVG
    is written anew. Inspecting the result changes nothing. Raises BadPicture.
    """
    if not data:
        raise BadPicture("it is empty.")
    if len(data) > max_bytes:
        raise BadPicture(
            f"it has {len(data) / 1_048_576:.1f} MB, and the most that fits is {max_bytes / 1_048_576:.1f} MB."
        )
    raster = raster_format(data)
    if raster is not None:
        cleaned, width, height = clean_raster(data, raster)
        media_type, extension = raster.media_type, raster.extension
    elif looks_like_svg(data):
        cleaned, width, height = clean_svg(data)
        media_type, extension = "image/svg+xml", "svg"
    else:
        raise BadPicture("it is neither PNG, JPEG, WebP, GIF nor SVG.")
    return Picture(cleaned, media_type, extension, width, height, hashlib.sha256(cleaned).hexdigest())
