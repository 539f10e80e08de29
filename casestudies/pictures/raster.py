"""PNG, JPEG, WebP and GIF: decoded once in full to know that they are sound, and turned upright."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from casestudies.pictures.errors import BadPicture
from casestudies.pictures.metadata import strip_gif, strip_jpeg, strip_png, strip_webp

MAX_PIXELS = 40_000_000
_ORIENTATION = 0x0112
_UPRIGHT = 1


@dataclass(frozen=True, slots=True)
class RasterFormat:
    name: str  # as Pillow has it
    media_type: str
    extension: str
    strip: Callable[[bytes], bytes]


_PNG = RasterFormat("PNG", "image/png", "png", strip_png)
_JPEG = RasterFormat("JPEG", "image/jpeg", "jpg", strip_jpeg)
_WEBP = RasterFormat("WEBP", "image/webp", "webp", strip_webp)
_GIF = RasterFormat("GIF", "image/gif", "gif", strip_gif)


def raster_format(data: bytes) -> RasterFormat | None:
    """The format that the first bytes announce."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if data.startswith(b"\xff\xd8\xff"):
        return _JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _WEBP
    return _GIF if data.startswith((b"GIF87a", b"GIF89a")) else None


def clean_raster(data: bytes, raster: RasterFormat) -> tuple[bytes, int, int]:
    """The picture without metadata, its width and its height; raises BadPicture.

    The colour profile stays. A picture that its metadata turns is turned itself, and written anew.
    """
    turned, width, height = _decode(data, raster)
    try:
        return raster.strip(turned), width, height
    except (ValueError, IndexError) as error:
        raise BadPicture(f"the {raster.name} file is damaged.") from error


def _decode(data: bytes, raster: RasterFormat) -> tuple[bytes, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            with Image.open(BytesIO(data), formats=[raster.name]) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise BadPicture(_too_large(image.width, image.height))
                if getattr(image, "is_animated", False):
                    raise BadPicture("it moves. Please choose a still picture, or add it as a video.")
                image.load()
                if image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT:
                    return data, image.width, image.height
                return _turn(image, raster)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(f"it has more than {MAX_PIXELS // 1_000_000} million pixels.") from error
    # Pillow's readers raise what comes to them on damaged input: struct.error, KeyError, ZeroDivisionError …
    except Exception as error:
        raise BadPicture(f"the {raster.name} file is damaged.") from error


def _turn(image: Image.Image, raster: RasterFormat) -> tuple[bytes, int, int]:
    upright = ImageOps.exif_transpose(image)
    out = BytesIO()
    options = {"quality": 95} if raster.name in ("JPEG", "WEBP") else {}
    upright.save(out, format=raster.name, exif=b"", icc_profile=image.info.get("icc_profile"), **options)
    return out.getvalue(), upright.width, upright.height


def _too_large(width: int, height: int) -> str:
    return f"it is {width:,} × {height:,} pixels; the most is {MAX_PIXELS // 1_000_000} million pixels in all."
