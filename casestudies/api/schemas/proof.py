"""The shape of an edition's proof, as an OpenAPI component."""

from casestudies.api.schemas.words import Schema, address, digest, many, moment, record, text, whole

CASE = text("The UUID of the case study.", format="uuid")
CONTENT = digest("SHA-256 of the snapshot’s bytes.")
EDITION = digest("Tells the edition from every other; covers the edition before it.")
SIGNED_AT = moment("When it was signed.")
NUMBER_OF = whole("The edition’s number.", 1)
PROOF: dict[str, Schema] = {
    "Proof": record(
        "What proves an edition.",
        case=CASE,
        number=NUMBER_OF,
        content_digest=CONTENT,
        edition_digest=EDITION,
        signatures=many(
            record(
                "A signature by one of the site’s keys.",
                kid=text("Which key: `kid` in the list of keys."),
                signed_at=SIGNED_AT,
                statement=record(
                    "What is signed: these members as canonical JSON (RFC 8785), in UTF-8.",
                    purpose=text("What the signature is for.", const="casebook-edition-signature-1"),
                    case=CASE,
                    number=NUMBER_OF,
                    content_digest=CONTENT,
                    edition_digest=EDITION,
                    kid=text("The key."),
                    signed_at=SIGNED_AT,
                ),
                signature=text("Ed25519, in base64url without padding.", pattern="^[A-Za-z0-9_-]{86}$"),
            ),
            "The newest first. An edition published a moment ago may have none yet after a change of keys.",
        ),
        links=record("Addresses.", snapshot=address("The bytes."), keys=address("The public keys.")),
    )
}
