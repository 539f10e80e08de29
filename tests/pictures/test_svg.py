"""A drawing draws, and does nothing else."""

import hashlib

import pytest

from casestudies.pictures import BadPicture, inspect_picture


def svg(content="", attributes='viewBox="0 0 10 20"'):
    namespaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {namespaces} {attributes}>{content}</svg>"


def cleaned(content):
    """What is left of the content of a drawing."""
    text = inspect_picture(svg(content).encode()).data.decode()
    return text.partition(">")[2].removesuffix("</svg>\n") if "</svg>" in text else ""


KEPT = {
    "shapes": ('<rect x="1" width="3"/>', '<rect width="3" x="1" />'),
    "text": ('<text y="2">a <tspan>b</tspan> c</text>', '<text y="2">a <tspan>b</tspan> c</text>'),
    "uses within": ('<path id="p" d="M0 0"/><use xlink:href="#p"/>', '<path d="M0 0" id="p" /><use href="#p" />'),
    "gradients": ('<rect fill="url(#g)"/>', '<rect fill="url(#g)" />'),
    "style as attributes": (
        '<rect fill="red" style="fill: blue !important; stroke:url(#g); behavior:url(#x); -x-y:z"/>',
        '<rect fill="blue" stroke="url(#g)" />',
    ),
    "links as groups": ('<a href="https://a.b/"><rect/></a>', "<g><rect /></g>"),
    "links in text as text": ('<text>a <a href="https://a.b/">b</a></text>', "<text>a <tspan>b</tspan></text>"),
}
DROPPED = {
    "script": "<script>alert(1)</script>",
    "script of another name": '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    "html": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script/></body></foreignObject>',
    "html element": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "style": "<style>@import url(https://evil.example/)</style>",
    "picture": '<image href="https://evil.example/x.png"/>',
    "animation": '<set attributeName="href" to="javascript:alert(1)"/><animate attributeName="x"/>',
    "metadata": "<metadata><author>Somebody</author></metadata>",
    "handler": '<handler type="application/ecmascript">alert(1)</handler>',
    "comment": "<!-- secret --><?xml-stylesheet href='https://evil.example/'?>",
}
EMPTIED = {
    "event": '<rect onclick="alert(1)" ONLOAD="alert(1)"/>',
    "address outside": '<rect fill="url(https://evil.example/#a)"/>',
    "address outside in disguise": '<rect fill="u\\rl(https://evil.example/)"/>',
    "address outside beside one inside": '<rect filter="url(#a) url(//evil.example/)"/>',
    "style outside": '<rect style="fill:url(https://evil.example/);mask:url(data:x)"/>',
    "class and data": '<rect class="a" data-x="y"/>',
    "base": '<rect xml:base="https://evil.example/"/>',
}


@pytest.mark.parametrize(("content", "left"), KEPT.values(), ids=KEPT)
def test_what_draws_is_kept(content, left):
    assert cleaned(content) == left


@pytest.mark.parametrize("content", DROPPED.values(), ids=DROPPED)
def test_what_acts_is_dropped(content):
    assert cleaned(f"{content}<path />") == "<path />"


@pytest.mark.parametrize("content", EMPTIED.values(), ids=EMPTIED)
def test_attributes_that_act_are_dropped(content):
    assert cleaned(content) == "<rect />"


@pytest.mark.parametrize("href", ["https://evil.example/#a", "javascript:alert(1)", "data:image/svg+xml,x", "//x#a"])
def test_a_use_of_something_outside_is_emptied(href):
    assert cleaned(f'<use href="{href}"/><use xlink:href="{href}"/>') == "<use /><use />"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 10 20"', (10, 20)),
        ('viewBox="0,0,10.4,20"', (10, 20)),
        ('width="30" height="40.6px"', (30, 41)),
        ('width="100%" height="100%" viewBox="0 0 10 20"', (10, 20)),
        ('width="30" height="40" viewBox="0 0 3 4"', (30, 40)),
    ],
)
def test_the_size_is_the_one_it_is_shown_in(attributes, size):
    picture = inspect_picture(svg(attributes=attributes).encode())
    assert (picture.width, picture.height) == size
    assert b"viewBox=" in picture.data
    assert (picture.media_type, picture.extension) == ("image/svg+xml", "svg")


def test_inspecting_again_changes_nothing():
    first = inspect_picture(svg('<text style="fill:red">a <b xmlns="x">q</b> b &amp; c</text><g id="x"/>').encode())
    assert inspect_picture(first.data) == first
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()


def test_a_public_document_type_is_accepted():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert inspect_picture(f'<?xml version="1.0"?>{doctype}{svg()}'.encode()).width == 10


USES = "".join(
    f'<g id="g{level}">{f"<use href=%#g{level + 1}%/>".replace("%", chr(34)) * 10}</g>' for level in range(8)
)
BAD = {
    "not well-formed": ("<svg", "neither"),
    "cut off": ('<svg viewBox="0 0 1 1"><g>', "not well-formed"),
    "something else": ('<html><svg viewBox="0 0 1 1"/></html>', "outermost element"),
    "without a size": (svg(attributes=""), "how large"),
    "with a size of nothing": (svg(attributes='width="0" height="0"'), "size that can be shown"),
    "with a view box of nothing": (svg(attributes='viewBox="0 0 0 0"'), "how large"),
    "entity": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{svg("&a;")}', "entities"),
    "entity from outside": (f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{svg("&a;")}', "entities"),
    "use of itself": (svg('<use id="a" href="#a"/>'), "circles"),
    "use of what holds it": (svg('<g id="a"><use href="#a"/></g>'), "circles"),
    "uses of uses of uses": (svg(USES), "more than 100,000 elements"),
    "too deep": (svg("<g>" * 3000 + "</g>" * 3000), "100 deep"),
}


@pytest.mark.parametrize(("text", "reason"), BAD.values(), ids=BAD)
def test_a_drawing_that_could_do_harm_is_refused(text, reason):
    with pytest.raises(BadPicture, match=reason):
        inspect_picture(text.encode())
