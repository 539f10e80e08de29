"""The pieces of code on a page: a name, a box of its own, and a mark for the button that copies."""

import re

from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

PART = re.compile(
    r'<h2 id="[^"]+">(?P<heading>.*?)</h2>'
    r'|<pre class="api-code" tabindex="0"(?: aria-label="(?P<label>[^"]*)")?><code>(?P<code>.*?)</code></pre>',
    re.DOTALL,
)
# What begins with a docstring keeps its lines; everything else may be broken.
SCRIPT = "&quot;&quot;&quot;"


def with_boxes(text: str, title: str) -> SafeString:
    """The page's text with its code in boxes, each named by its `aria-label` or by the heading that it stands under."""
    heading, count = escape(title), 0

    def in_box(found: re.Match[str]) -> str:
        nonlocal heading, count
        if found["heading"] is not None:
            heading, count = escape(strip_tags(found["heading"])), 0
            return found[0]
        name = found["label"]
        if name is None:
            count += 1
            name = f"{heading} ({count})" if count > 1 else heading
        is_script = found["code"].startswith(SCRIPT)
        return format_html(
            '<div class="api-code-box{}" data-copy-beside><pre class="api-code"{} role="group" '
            'aria-label="Code: {}"><code data-copy-text="{}">{}</code></pre></div>',
            " api-script" if is_script else "",
            mark_safe(' tabindex="0"' if is_script else ""),  # it alone is scrolled
            mark_safe(name),
            mark_safe(name),
            mark_safe(found["code"]),
        )

    return mark_safe(PART.sub(in_box, text))
