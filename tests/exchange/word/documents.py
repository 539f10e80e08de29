"""Word documents for tests, written part by part as Word writes them."""

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in [
        ("Title", "Title"),
        ("Quote", "Quote"),
        *[(f"Heading{level}", f"heading {level}") for level in range(1, 7)],
    ]
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def docx(body, *, footnotes=(), media=None, parts=None, raw=None):
    """The bytes of a document with this body; `media` maps a name to bytes, its relationship is `img-<name>`."""
    media = media or {}
    relations = "".join(f'<Relationship Id="img-{name}" Type="{R}/image" Target="media/{name}"/>' for name in media)
    relations += f'<Relationship Id="link" Type="{R}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
    for name in ("styles", "numbering", "footnotes"):
        relations += f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(footnotes, start=1)
    )
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": raw or part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        "word/footnotes.xml": part("footnotes", notes),
        **{f"word/media/{name}": data for name, data in media.items()},
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(name, inner):
    return (
        f'<?xml version="1.0"?><w:{name} xmlns:w="{W}" xmlns:r="{R}"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
        f' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{inner}</w:{name}>'
    )


def p(*runs, style="", bullet=False):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(run, runs))}</w:p>"


def run(text):
    return text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text):
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def italic(text):
    return f"<w:r><w:rPr><w:i/></w:rPr><w:t>{text}</w:t></w:r>"


def link(text):
    return f'<w:hyperlink r:id="link"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'


def footnote(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def picture(name, described=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="img-{name}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows):
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def png(width=2, height=2):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = zlib.compress(b"".join(b"\x00" + b"\x20\x60\x60" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
