"""The shapes of the formats that others define: no more of them than we promise to fill in."""

from casestudies.api.schemas.words import Schema, address, html, many, maybe, moment, record, ref, text

STANDARD = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
FORMATS: dict[str, Schema] = {
    "Ninjs": {
        "type": "object",
        "description": f"IPTC ninjs 3.1; the whole shape is {STANDARD}.",
        "additionalProperties": True,
        "required": ["uri", "standard", "type", "version", "versionCreated", "pubStatus", "altIds"],
        "properties": {
            "uri": text("`urn:uuid:` and the case study’s UUID, the same in every edition.", format="uri"),
            "type": text(enum=["text"]),
            "version": text("The edition’s number."),
            "versionCreated": moment("When anything public about it changed last."),
            "pubStatus": text(
                "`canceled` is a withdrawn text, `withheld` one under embargo.", enum=["usable", "withheld", "canceled"]
            ),
        },
    },
    "NinjsList": record("A page of the list.", results=many(ref("Ninjs")), next=maybe(address("The next page."))),
    "CslItems": many(
        {
            "type": "object",
            "required": ["id", "type"],
            "additionalProperties": True,
            "properties": {"id": text("The slug; of one edition with its number."), "type": text()},
        },
        "CSL-JSON, as reference managers take it. In a list, `Link` leads to the next page.",
    ),
    "JsonLd": {
        "type": "object",
        "description": "schema.org, as an Article and LearningResource.",
        "required": ["@context", "@type", "@id", "headline"],
        "additionalProperties": True,
        "properties": {"@id": text(format="uri"), "headline": text()},
    },
    "EmbargoedJsonLd": {
        "type": "object",
        "description": "schema.org, and from Dublin Core when it is going to be available.",
        "required": ["@context", "@type", "@id", "headline", "creativeWorkStatus", "conditionsOfAccess"],
        "additionalProperties": True,
        "properties": {
            "embargoedUntil": moment("The text is not public before this time; left out until further notice."),
            "creativeWorkStatus": text(enum=["Under embargo"]),
            "conditionsOfAccess": text("The embargo in a sentence."),
        },
    },
    "JsonLdGraph": {
        "type": "object",
        "description": "Several of them. `Link` leads to the next page.",
        "required": ["@context", "@graph"],
        "additionalProperties": True,
        "properties": {"@graph": many({"type": "object"})},
    },
    "Written": text("The whole text."),
    "Document": html(
        "The whole article as a document of its own, without scripts; a stylesheet in its head fits it to the screen."
    ),
}
