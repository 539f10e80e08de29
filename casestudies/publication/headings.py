"""Gives the headings within a section addresses of their own: made of the section's and of their words.

`the-leak--what-testers-were-asked-to-do` stays as it is for as long as the section keeps its anchor and the heading its
words, wherever in the section it stands. Where two headings of a section share their words, the later ones are
numbered.
"""

from dataclasses import dataclass, field

from django.utils.text import slugify

LONGEST = 60  # characters of words; an address is read and copied


@dataclass(frozen=True)
class Subheading:
    """A heading of level 3 in a section, as the table of contents prints it."""

    anchor: str
    heading: str


@dataclass
class HeadingIds:
    """Those of one section, in the order of reading. `taken` are the ids of the whole page."""

    section: str
    taken: set[str]
    found: list[Subheading] = field(default_factory=list)

    def give(self, words: str, *, level: int) -> str:
        wanted = f"{self.section}--{_slug(words)}"
        anchor, again = wanted, 1
        while anchor in self.taken:
            again += 1
            anchor = f"{wanted}-{again}"
        self.taken.add(anchor)
        if level == 3:
            self.found.append(Subheading(anchor, words))
        return anchor


def _slug(words: str) -> str:
    """Whole words, in any script; `part` where there is no letter or digit."""
    slug = slugify(words, allow_unicode=True) or "part"
    return slug if len(slug) <= LONGEST else slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]
