"""The shapes of the same text in other languages."""

from casestudies.api.schemas.words import UUID, Schema, address, record, text, truth, whole

NAMED: dict[str, Schema] = {
    "uuid": UUID,
    "slug": text("The last part of its address."),
    "title": text("As its current edition has it."),
    "language": text("A language tag such as `fr`."),
    "links": record(
        "Its addresses.",
        html=address("The page for readers."),
        api=address("Its current edition, here."),
    ),
}
LANGUAGES: dict[str, Schema] = {
    "Original": record(
        "The original of a translation.",
        **NAMED,
        follows=whole("The edition of the original that this text says the same as.", 1),
        edition=whole("The edition that the original is at.", 1),
        is_behind=truth("Whether the original has a newer edition, or was withdrawn."),
        is_corrected=truth("Whether one of the newer editions is a correction."),
        is_withdrawn=truth("Whether the original was withdrawn."),
    ),
    "Translation": record(
        "A translation of the text.",
        **NAMED,
        follows=whole("The edition of the original that it says the same as.", 1),
        edition=whole("The edition that it is at itself.", 1),
        is_behind=truth("Whether the original has a newer edition."),
    ),
}
