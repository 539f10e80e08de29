"""The variables of CSL-JSON (Citation Style Language 1.0.2, `csl-data.json`), by the kind of value they take."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = _words(
    "author chair collection-editor compiler composer container-author contributor curator director editor"
    " editorial-director executive-producer guest host interviewer illustrator narrator organizer original-author"
    " performer producer recipient reviewed-author script-writer series-creator translator"
)
DATES = _words("accessed available-date event-date issued original-date submitted")
TEXTS = _words(
    "citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection"
    " archive_location archive-place authority call-number chapter-number citation-number citation-label"
    " collection-number collection-title container-title container-title-short dimensions division DOI edition"
    " event event-title event-place first-reference-note-number genre ISBN ISSN issue jurisdiction keyword locator"
    " medium note number number-of-pages number-of-volumes original-publisher original-publisher-place"
    " original-title page page-first part part-title PMCID PMID printing publisher publisher-place references"
    " reviewed-genre reviewed-title scale section source status supplement title title-short URL version volume"
    " volume-title volume-title-short year-suffix"
)
NAME_PARTS = _words("family given dropping-particle non-dropping-particle suffix literal")
NAME_FLAGS = _words("comma-suffix static-ordering parse-names")
DATE_PARTS = _words("date-parts season circa literal raw")
KNOWN = ("id", "type", "custom", *sorted(NAMES | DATES | TEXTS))
