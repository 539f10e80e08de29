"""Nothing that acts survives, however it is written."""

import re

import pytest

from casestudies.prose.sanitise import clean

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=javascript:alert(1)>",
    "<img \x00src=x onerror\x00=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java\x00script:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='blob:https://evil.example/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='//evil.example/'>x</a>",
    "<a href='/relative'>x</a>",
    "<a href='#here'>x</a>",
    "<a href='https:javascript:alert(1)'>x</a>",
    "<a href='https://good.example\\@evil.example/'>x</a>",
    "<p onclick=alert(1) onmouseover=alert(1)>x</p>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1));font-weight:expression(alert(1))'>x</p>",
    "<iframe src=https://evil.example/></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><input type=submit><button formaction=javascript:alert(1)>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=https://evil.example/x.css><style>@import 'https://evil.example/x.css'</style>",
    "<!--><script>alert(1)</script>--><![CDATA[<script>alert(1)</script>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea></textarea><script>alert(1)</script><title><img src=x onerror=alert(1)></title>",
    "<template><script>alert(1)</script></template><xmp><script>alert(1)</script></xmp>",
    "<details open ontoggle=alert(1)><summary>x</summary></details><video><source onerror=alert(1)></video>",
    '<span data-cite=\'[{"key":"abc","locator":"\\u0022><script>alert(1)</script>"}]\'></span>',
    '<span data-cite=\'[{"key":"a><img src=x onerror=alert(1)>"}]\' data-x=1>x</span>',
    "<figure data-figure='\"><script>alert(1)</script>'>x</figure>",
    "<figure data-figure=ok onclick=alert(1)><script>alert(1)</script></figure>",
    "<p id=x class=y name=z title=w lang=en contenteditable srcset=x ping=https://evil.example/>x</p>",
]
ALLOWED = re.compile(
    r"</?(?:p|h3|h4|strong|em|ul|ol|li|blockquote|table|tbody|tr|th|td)>|</a>|</span>|</figure>|<br>"
    r'|<a href="(?:https?://|mailto:)[^"<>\s]+">'
    r'|<span data-cite="\[[^"<>]+\]">|<figure data-figure="[-\w]+">',
    re.ASCII,
)


@pytest.mark.parametrize("html", HOSTILE)
def test_clean_leaves_only_tags_of_prose(html):
    cleaned = clean(f"<p>before</p>{html}<p>after</p>")
    assert not set(ALLOWED.sub("", cleaned)) & set("<>"), cleaned
    assert "<a " not in cleaned
    assert cleaned.startswith("<p>before</p>")


@pytest.mark.parametrize("html", [html for html in HOSTILE if html.startswith("<a ")])
def test_clean_keeps_the_text_of_a_link_it_drops(html):
    assert clean(html) == "<p>x</p>"
