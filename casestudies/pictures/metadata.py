"""Metadata cut out of picture files, where cameras and programs leave places, names and dates.

The bytes of the picture itself are copied, not coded anew; what follows its end is dropped. Each function takes a
file that a decoder has accepted and raises ValueError or IndexError if it cannot follow it.
"""

from collections.abc import Iterator

# What changes how the picture looks. PNG: W3C, Portable Network Graphics (Third Edition), chapter 11.
_PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs"),
}
# WebP: RFC 9649, section 2.7.
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
_WEBP_METADATA_FLAGS = 0b0000_1100  # of VP8X: Exif and XMP follow
# JPEG: ITU-T T.81, annex B.
_JPEG_END, _JPEG_SCAN, _JPEG_COMMENT = 0xD9, 0xDA, 0xFE
_JPEG_APPLICATIONS = range(0xE0, 0xF0)
_JPEG_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
# GIF: GIF89a specification, sections 17 to 27.
_GIF_EXTENSION, _GIF_IMAGE, _GIF_TRAILER, _GIF_CONTROL = 0x21, 0x2C, 0x3B, 0xF9


def strip_png(data: bytes) -> bytes:
    kept, position = [data[:8]], 8
    while position < len(data):
        kind = data[position + 4 : position + 8]
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        if kind in _PNG_KEPT:
            kept.append(data[position:end])
        if kind == b"IEND":
            return b"".join(kept)
        position = end
    raise ValueError("The file has no end.")


def strip_jpeg(data: bytes) -> bytes:
    kept, position = [data[:2]], 2
    while True:
        if data[position] != 0xFF:
            raise ValueError("A marker was expected.")
        marker = data[position + 1]
        if marker == 0xFF:  # padding
            position += 1
            continue
        if marker == _JPEG_END:
            return b"".join([*kept, b"\xff\xd9"])
        end = position + 2
        if marker not in _JPEG_WITHOUT_LENGTH:
            end += int.from_bytes(data[position + 2 : position + 4], "big")
        if marker == _JPEG_SCAN:
            end = _end_of_scan(data, end)
        if marker != _JPEG_COMMENT and (marker not in _JPEG_APPLICATIONS or _shows(marker, data[position + 4 : end])):
            kept.append(data[position:end])
        position = end


def _shows(marker: int, content: bytes) -> bool:
    """Whether an application segment says how to show the picture: JFIF, colour profile, Adobe's colours."""
    return (
        (marker == 0xE0 and content.startswith(b"JFIF\0"))
        or (marker == 0xE2 and content.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and content.startswith(b"Adobe"))
    )


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker is that does not belong to the coded picture."""
    while True:
        position = data.index(b"\xff", position)
        following = data[position + 1]
        if following != 0 and following not in _JPEG_WITHOUT_LENGTH and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2


def strip_webp(data: bytes) -> bytes:
    kept = []
    for kind, content in _riff_chunks(data[12 : 8 + int.from_bytes(data[4:8], "little")]):
        if kind == b"VP8X":
            content = bytes([content[0] & ~_WEBP_METADATA_FLAGS]) + content[1:]
        if kind in _WEBP_KEPT:
            kept.append(kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        yield data[position : position + 4], data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def strip_gif(data: bytes) -> bytes:
    position = 13 + _colour_table(data[10])
    kept = [data[:position]]
    while data[position] != _GIF_TRAILER:
        if data[position] == _GIF_EXTENSION:
            end = _end_of_blocks(data, position + 2)
            keep = data[position + 1] == _GIF_CONTROL
        elif data[position] == _GIF_IMAGE:
            end = _end_of_blocks(data, position + 11 + _colour_table(data[position + 9]))
            keep = True
        else:
            raise ValueError("A block was expected.")
        if keep:
            kept.append(data[position:end])
        position = end
    return b"".join([*kept, b"\x3b"])


def _colour_table(flags: int) -> int:
    """The size in bytes of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 0b111) + 1) if flags & 0b1000_0000 else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while data[position]:
        position += 1 + data[position]
    return position + 1
