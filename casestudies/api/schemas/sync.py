"""The shapes of what keeps copies true, as OpenAPI components: changes, holdings, releases."""

from casestudies import enums
from casestudies.api.schemas.words import (
    NEXT,
    UUID,
    Schema,
    address,
    digest,
    many,
    maybe,
    moment,
    one_of,
    record,
    ref,
    text,
    truth,
    whole,
)

EVENTS = [*enums.ChangeEvent.values, *enums.PartnerEvent.values, "topic.left"]
EMBARGO = maybe(
    moment("The text is not public before this time."), "Null: until further notice, because the time was missed."
)
CHANGES: dict[str, Schema] = {
    "Change": record(
        "Something that happened to a case study, or to what you may have of it.",
        id=text("Identifies the change in the log for you; never used twice."),
        sequence=whole("Its place in the log. What concerns you alone bears the number of the public change before."),
        event=text("What happened.", enum=EVENTS),
        at=moment("When."),
        case_study=record("Which case study.", uuid=UUID, slug=text("Its address then. It may have moved since.")),
        edition=maybe(
            record(
                "The edition that stood then.",
                number=whole("Its number.", 1),
                edition_digest=digest("Tells the edition from every other text."),
            )
        ),
        tombstone=maybe(
            record(
                "Something is to be taken down.",
                why=text("The reason in a word.", enum=["withdrawn", "redacted", "coverage", "release", "topic"]),
                what_to_do=text("What to do with the copies."),
            ),
            "Null where nothing has to be taken down.",
        ),
        release=maybe(ref("ReleaseNotice"), "With the events that begin with `release.`."),
        holding=maybe(ref("HoldingNotice"), "With `holding.stale`."),
        links=record(
            "Addresses; empty where there is nothing for you to read.",
            html=text("The page for readers."),
            api=text("What stands now."),
            edition_api=text("The edition of this change."),
        ),
    ),
    "ChangeList": record(
        "Changes in the order in which they happened.",
        results=many(ref("Change")),
        cursor=text("Where these end. Keep it: it never expires."),
        has_more=truth("Whether there are more changes now."),
        next=address("Where to go on: at once, or whenever you next look."),
    ),
    "ReleaseNotice": record(
        "A text under embargo.",
        uuid=UUID,
        embargoed_until=EMBARGO,
        because=text("Why it was moved or cancelled, or empty."),
        replaced_by=text("The UUID of the release that takes its place, or empty."),
        api=address("Where to read it."),
    ),
    "HoldingNotice": record(
        "A copy of yours that is not what it should be.",
        url=text("Where you carry it; empty for print."),
        edition=whole("The edition that you carry.", 1),
        standing=text("What is wrong with it.", enum=["corrected", "redacted", "withdrawn", "not_covered"]),
        newest_edition=maybe(whole("The edition that stands.", 1), "Null where you may not receive it any more."),
        stale_since=moment("Since when."),
        what_to_do=text("What puts it right."),
    ),
}
RELEASE: dict[str, Schema] = {
    "uuid": UUID,
    "embargoed_until": EMBARGO,
    "notice": text("The embargo in a sentence, to be kept with every copy."),
    "offered_at": moment("When it was offered."),
    "kind": one_of(enums.EditionKind, "What the edition is going to be."),
    "title": text(),
    "case_study": record(
        "Which case study.", uuid=UUID, slug=text(), canonical_url=address("Where it is going to be public.")
    ),
    "content_digest": digest("SHA-256 of the frozen text. The edition of this text will have the same."),
    "links": record("Addresses.", api=address("The text, here.")),
}
RELEASES: dict[str, Schema] = {
    "ReleaseSummary": record("A text under embargo, in a list.", **RELEASE),
    "Release": record(
        "A text under embargo. It is no edition: it has no number, and what is published may yet be another text.",
        **RELEASE,
        text={"type": "object", "description": "The text, with the members of a case study that are its own."},
    ),
    "ReleaseList": record("What you hold under embargo, the first to end first.", results=many(ref("ReleaseSummary"))),
}
WHERE = text("Where you carry it. Left out or empty: in print.", maxLength=500)
NULL: Schema = {"type": "null", "description": "Null, or left out."}
NOT: Schema = {**truth("False, or left out."), "const": False}
HOLDINGS: dict[str, Schema] = {
    "Holding": record(
        "A copy that you carry, and how it stands.",
        case_study=record(
            "Which case study.",
            uuid=UUID,
            slug=text("Its address now; of one that you may not receive any more the last that you knew, or its UUID."),
        ),
        url=text("Where you carry it; empty for print."),
        edition=maybe(whole("The edition that you carry.", 1), "Null where you removed it."),
        correction_shown=maybe(
            whole("The edition whose correction is the last that you show beside this text.", 1),
            "Null where the text stands alone.",
        ),
        reported_at=moment("When you said so last."),
        standing=text(
            "`current`; `older`, with nothing corrected since; `annotated`, with what was corrected since beside it; "
            "`corrected`, `redacted` or `withdrawn` since, or `not_covered` by your licence any more, all of which are "
            "to be put right; `removed`.",
            enum=["current", "older", "annotated", "corrected", "redacted", "withdrawn", "not_covered", "removed"],
        ),
        is_stale=truth("Whether it is to be put right."),
        stale_since=maybe(moment("Since when.")),
        newest_edition=maybe(
            whole("The edition that stands, or stood last.", 1), "Null where you may not receive it any more."
        ),
        what_to_do=text("What puts it right, in words."),
        links=record(
            "Addresses; the first two are empty where you may not receive it any more.",
            html=text("The page for readers."),
            api=text("What stands now."),
            report=address("Where to report."),
        ),
    ),
    "HoldingList": record(
        "Copies that you carry, in the order in which you first reported them.",
        results=many(ref("Holding")),
        next=NEXT,
    ),
    "HoldingReport": {
        "description": "What you carry at one address: an edition, or nothing any more.",
        "oneOf": [
            {
                "type": "object",
                "properties": {
                    "edition": whole("The edition that you carry there.", 1),
                    "correction_shown": maybe(
                        whole(
                            "Where you show what was corrected since beside that text: the edition whose correction is "
                            "the last that you show, with all before it. The next correction makes the copy stale "
                            "again.",
                            1,
                        ),
                        "Null where the text stands alone, as if left out.",
                    ),
                    "removed": NOT,
                    "url": WHERE,
                },
                "required": ["edition"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {
                    "removed": {**truth("You carry it there no more."), "const": True},
                    "edition": NULL,
                    "correction_shown": NULL,
                    "url": WHERE,
                },
                "required": ["removed"],
                "additionalProperties": False,
            },
        ],
    },
}
SYNC: dict[str, Schema] = {**CHANGES, **RELEASES, **HOLDINGS}
