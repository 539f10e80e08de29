"""What search reads of live editions. All of it is made at publication and can be made again by `rebuild_search`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.edition import PublicState


class SearchEntry(models.Model):
    """The words of a live edition, by how much a hit in them says. Mutable; there is none of what was withdrawn.

    The text columns hold words as prose/words.py folds them, and the database keeps its full-text index of them itself
    (search_index.py). `passages` is a list of `[anchor, heading, text]`: what a result quotes, and where it leads.
    """

    state = models.OneToOneField(PublicState, models.CASCADE, related_name="search")
    title = models.TextField()
    names = models.TextField()
    summary = models.TextField()
    headings = models.TextField()
    questions = models.TextField()
    sources = models.TextField()
    text = models.TextField()
    passages = models.JSONField(default=list)
    language = models.CharField(max_length=35, default="en")
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["title", "state"], name="search_entry_title")]


class SearchFacet(models.Model):
    """One thing that a live edition can be narrowed by: a topic, a year, a party in a role. Mutable.

    `also` is the role of a party, and empty for everything else.
    """

    state = models.ForeignKey(PublicState, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=200)
    also = models.CharField(max_length=16)
    label = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("search facet")
        verbose_name_plural = _("search facets")
        constraints = [
            models.UniqueConstraint(fields=["state", "facet", "value", "also"], name="search_facet_once"),
        ]
        indexes = [models.Index(fields=["facet", "value", "also", "state"], name="search_facet_value")]


class SearchWord(models.Model):
    """A word that live editions hold, and how many of them do: what misspellings are measured against. Mutable."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)
    cases = models.IntegerField()

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")


class SearchStem(models.Model):
    """What a word has in common with its other forms in a language other than English. Mutable.

    There where a case in that language holds the word: `fr:norm` of `normes`.
    """

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="stems")
    stem = models.CharField(max_length=44)

    class Meta:
        verbose_name = _("stem of a search word")
        verbose_name_plural = _("stems of search words")
        constraints = [models.UniqueConstraint(fields=["stem", "word"], name="search_stem_once")]


class SearchGram(models.Model):
    """A piece of a word, by which words that look alike find each other. Mutable."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("piece of a search word")
        verbose_name_plural = _("pieces of search words")
        constraints = [models.UniqueConstraint(fields=["gram", "word"], name="search_gram_once")]
