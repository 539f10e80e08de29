"""Three small charts: bars as numbers for an SVG, and the same as words and a table for everybody."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casestudies.publication.when import day_in_words

HEIGHT = 64
STEP = 20
BAR = 14


@dataclass(frozen=True)
class Bar:
    """`parts` are (kind, y, height), from the ground up."""

    x: int
    label: str
    value: int
    parts: tuple[tuple[str, float, float], ...]


def output(months):
    """Editions a month, corrections and updates on top of first editions."""
    most = max((month.total for month in months), default=0) or 1
    bars = []
    for index, month in enumerate(months):
        parts, ground = [], float(HEIGHT)
        for kind in ("initial", "update", "correction"):
            height = getattr(month, kind) / most * HEIGHT
            ground -= height
            if height:
                parts.append((kind, round(ground, 2), round(height, 2)))
        label = " ".join(day_in_words(month.first).split()[1:])
        bars.append(Bar(index * STEP, label, month.total, tuple(parts)))
    return {
        "bars": bars,
        "width": len(bars) * STEP - (STEP - BAR),
        "height": HEIGHT,
        "bar": BAR,
        "most": most,
        "rows": months,
    }


def ages(classes):
    """How many live case studies are how old, as lengths of a hundred."""
    most = max((count for _name, count in classes), default=0) or 1
    return [{"name": name, "count": count, "length": round(count / most * 100, 1)} for name, count in classes]


def checked(found):
    """The checked share of the live statements, in per cent."""
    share = round(100 * found.checked / found.statements) if found.statements else 0
    words = _("%(checked)s of %(statements)s statements in live editions are checked") % {
        "checked": f"{found.checked:,}",
        "statements": f"{found.statements:,}",
    }
    return {"share": share, "words": words, "statements": found.statements}
