"""A picture is what it is by content, shows nothing but itself, and stays the same when looked at again."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from casestudies.pictures import BadPicture, inspect_picture

SECRET = b"51.5007 N 0.1246 W"


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = SECRET.decode()
    return tags


def photograph(file_format, *, size=(30, 20), **options):
    """A picture whose upper left quarter is white and the rest black."""
    image = Image.new("RGB", size)
    image.paste((255, 255, 255), (0, 0, size[0] // 2, size[1] // 2))
    if file_format == "GIF":
        image = image.convert("P")
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def text_chunk():
    chunk = PngImagePlugin.PngInfo()
    chunk.add_text("Location", SECRET.decode())
    return chunk


def pixels(data):
    return Image.open(BytesIO(data)).convert("RGB")


WITH_METADATA = {
    "png text": ("PNG", {"pnginfo": text_chunk()}),
    "png exif": ("PNG", {"exif": exif(1)}),
    "jpeg": ("JPEG", {"exif": exif(1), "comment": SECRET}),
    "progressive jpeg": ("JPEG", {"exif": exif(1), "comment": SECRET, "progressive": True}),
    "webp": ("WEBP", {"exif": exif(1)}),
    "lossless webp": ("WEBP", {"exif": exif(1), "xmp": SECRET, "lossless": True}),
    "gif": ("GIF", {"comment": SECRET}),
}


@pytest.mark.parametrize(("file_format", "options"), WITH_METADATA.values(), ids=WITH_METADATA)
def test_metadata_goes_and_every_pixel_stays(file_format, options):
    data = photograph(file_format, **options)
    assert SECRET in data
    picture = inspect_picture(data + SECRET)
    assert SECRET not in picture.data
    assert pixels(picture.data).tobytes() == pixels(data).tobytes()
    assert (picture.width, picture.height) == (30, 20)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_on_its_side_is_turned_upright(file_format):
    picture = inspect_picture(photograph(file_format, exif=exif(6)))
    assert (picture.width, picture.height) == (20, 30)
    upright = pixels(picture.data)
    assert upright.size == (20, 30)
    assert upright.getpixel((17, 2))[0] > 200
    assert upright.getpixel((2, 2))[0] < 50
    assert SECRET not in picture.data


def test_a_colour_profile_stays():
    profile = b"\0" * 128
    picture = inspect_picture(photograph("JPEG", icc_profile=profile, exif=exif(6)))
    assert Image.open(BytesIO(picture.data)).info["icc_profile"] == profile


@pytest.mark.parametrize(
    ("file_format", "media_type", "extension"),
    [
        ("PNG", "image/png", "png"),
        ("JPEG", "image/jpeg", "jpg"),
        ("WEBP", "image/webp", "webp"),
        ("GIF", "image/gif", "gif"),
    ],
)
def test_the_format_is_told_by_content_and_inspecting_again_changes_nothing(file_format, media_type, extension):
    picture = inspect_picture(photograph(file_format))
    assert (picture.media_type, picture.extension) == (media_type, extension)
    assert inspect_picture(picture.data) == picture


def moving(file_format):
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in (0, 200)]
    out = BytesIO()
    frames[0].save(out, file_format, save_all=True, append_images=frames[1:])
    return out.getvalue()


def broken(data):
    return data[: len(data) // 2]


BAD = {
    "empty": (b"", "it is empty"),
    "text": (b"Hello, world", "neither PNG"),
    "html": (b"<!doctype html><html><body>x</body></html>", "neither PNG"),
    "pdf": (b"%PDF-1.7 ...", "neither PNG"),
    "bmp": (photograph("BMP"), "neither PNG"),
    "half a png": (broken(photograph("PNG", size=(300, 200))), "PNG file is damaged"),
    "half a jpeg": (broken(photograph("JPEG", size=(300, 200))), "JPEG file is damaged"),
    "half a webp": (broken(photograph("WEBP", size=(300, 200))), "WEBP file is damaged"),
    "half a gif": (broken(photograph("GIF", size=(300, 200))), "GIF file is damaged"),
    "the start of a png": (b"\x89PNG\r\n\x1a\n", "PNG file is damaged"),
    "moving gif": (moving("GIF"), "it moves"),
    "moving png": (moving("PNG"), "it moves"),
    "moving webp": (moving("WEBP"), "it moves"),
}


@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_what_is_no_picture_is_refused_in_plain_words(data, reason):
    with pytest.raises(BadPicture, match=f"^This file is not a picture we can read: .*{reason}"):
        inspect_picture(data)


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked():
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG", compress_level=1)
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(BadPicture, match="million pixels"):
        inspect_picture(out.getvalue())


def test_a_file_beyond_the_limit_is_refused():
    data = photograph("PNG")
    assert inspect_picture(data, max_bytes=len(data)).width == 30
    with pytest.raises(BadPicture, match="MB"):
        inspect_picture(data, max_bytes=len(data) - 1)
