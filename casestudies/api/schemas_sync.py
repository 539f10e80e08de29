"""The shapes of what keeps copies true, as OpenAPI components: changes, holdings, releases."""

from casestudies import enums
from casestudies.api.json_schema import (
    UUID,
    Schema,
    address,
    digest,
    many,
    maybe,
    moment,
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
        standing=text("What is wrong with it.", enum=["corrected", "withdrawn"]),
        newest_edition=whole("The edition that stands.", 1),
        stale_since=moment("Since when."),
        what_to_do=text("What puts it right."),
    ),
}
SYNC: dict[str, Schema] = {**CHANGES}
