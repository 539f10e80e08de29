"""The shapes of what a published text is made of: sections, parties, sources … as OpenAPI components."""

from casestudies import enums
from casestudies.api.json_schema import (
    KEY,
    Schema,
    address,
    day,
    digest,
    html,
    many,
    maybe,
    one_of,
    record,
    ref,
    text,
    truth,
    whole,
)

PARTS: dict[str, Schema] = {
    "Licence": record(
        "A licence.",
        key=text("An SPDX identifier, or `all-rights-reserved`, or `quoted`."),
        name=text(),
        url=text("The licence's own page; empty where it has none."),
    ),
    "When": record(
        "A date as precisely as the sources know it.",
        date=text("The first day of the period.", format="date"),
        precision=one_of(enums.DatePrecision, "How much of the date counts."),
        time=text("`HH:MM` with the precision `time`, else empty."),
        zone=text("The time zone of `time`, such as `America/New_York`; else empty."),
        circa=truth("The sources give it as approximate."),
        until=day("The last day, when it went on for a while."),
    ),
    "AtAGlance": record(
        "The case in five answers. Each may be empty.",
        what_happened=text(),
        who=text(),
        when=text(),
        disputed=text("What is disputed."),
        why_it_matters=text(),
    ),
    "Topic": record("A topic.", slug=text("What the parameter `topic` takes."), name=text()),
    "Contributor": record(
        "Somebody credited, and for what.",
        key=KEY,
        name=text(),
        kind=one_of(enums.PersonKind),
        orcid=text("An ORCID iD without its address, or empty."),
        affiliation=text(),
        url=text(),
        roles=many(one_of(enums.ContributorRole), "CRediT roles in kebab-case, and `editing` and `fact-checking`."),
    ),
    "Reference": record(
        "The use of a source.", key=text("The `key` of one of `sources`."), locator=text("Where in it.")
    ),
    "Section": record(
        "A headed stretch of prose.",
        uuid=text(),
        anchor=text("Unique in the case study; the part of the page's address after `#`."),
        heading=text(),
        kind=one_of(enums.SectionKind, "`record` says what happened, `analysis` what it means."),
        body=html(
            "Paragraphs, h3 and h4, lists, quotations, tables and figures. Source numbers link to `#` and the "
            "`anchor` of one of `sources`; pictures have absolute addresses. Safe to embed as it stands."
        ),
    ),
    "Question": record(
        "A question for discussion.",
        uuid=text(),
        prompt=text(),
        section=text("The anchor of the section it belongs to, or empty."),
        minutes=maybe(whole("How long to plan for it.")),
    ),
    "TimelineEvent": record(
        "A dated event.", uuid=text(), when=ref("When"), title=text(), text=text(), references=many(ref("Reference"))
    ),
    "Figure": record(
        "A picture, or a link to a video.",
        key=KEY,
        kind=one_of(enums.FigureKind),
        url=text("The picture's absolute address; empty for a video."),
        sha256=digest("Of the picture's bytes.", empty=True),
        media_type=text(),
        width=maybe(whole("In pixels.")),
        height=maybe(whole("In pixels.")),
        video_url=text("Where the video is; empty for a picture."),
        alt=text("What it shows, for who cannot see it."),
        caption=text(),
        credit=text(),
        licence=maybe(ref("Licence"), "Its own: the licence of the text does not cover it."),
    ),
    "OfficialResponse": record(
        "What the party said when it was asked.",
        state=one_of(enums.ResponseState),
        sought_on=day("When it was asked."),
        responded_on=day("When it answered or declined."),
        words=text("Its own words."),
        reference=maybe(ref("Reference")),
    ),
    "Party": record(
        "Somebody with a part in the case.",
        key=KEY,
        name=text(),
        kind=one_of(enums.PartyKind),
        wikidata=text("A Wikidata item, or empty."),
        url=text(),
        role=one_of(enums.PartyRole),
        involvement=text(),
        response=ref("OfficialResponse"),
    ),
    "Classification": record(
        "The case under a term of a published framework.",
        framework=record("The framework, and which version.", key=KEY, name=text(), version=text(), url=text()),
        term=record("The term.", key=KEY, name=text(), parent=text("The name of the term above it, or empty.")),
        reason=text(),
        classified_by=maybe(record("Who says so.", key=KEY, name=text())),
    ),
    "Instrument": record(
        "A policy instrument that the case refers to.",
        key=KEY,
        title=text(),
        short_title=text(),
        kind=one_of(enums.InstrumentKind),
        jurisdiction=text(),
        status=one_of(enums.InstrumentStatus, "Empty: not recorded.", empty=True),
        proposed_on=day("When it was proposed."),
        adopted_on=day("When it was adopted."),
        in_force_on=day("When it came into force."),
        ended_on=day("When it ended."),
        url=text(),
        note=text("How it relates to the case."),
    ),
    "Disclosures": record(
        "What a reader should know of how the text was made.", competing_interests=text(), funding=text(), ai_use=text()
    ),
    "Source": record(
        "A cited work.",
        key=KEY,
        number=maybe(whole("The number that bodies cite it by; null when no prose cites it.", 1)),
        anchor=text("The id that bodies link to."),
        csl={"type": "object", "description": "The work as CSL-JSON, its `id` the key.", "required": ["id", "type"]},
        archived=maybe(record("A copy that lasts.", url=address("The copy's address."), on=day("When it was made."))),
        verification=one_of(enums.Verification, "How far somebody got in checking it."),
        provenance=text(),
    ),
}
