"""The shape of what a key is told about itself, as an OpenAPI component."""

from casestudies import enums
from casestudies.api.schemas.words import Schema, many, maybe, moment, one_of, record, text, truth, whole

KEYS: dict[str, Schema] = {
    "Me": record(
        "The key that asks.",
        partner=record("Whose key it is.", slug=text("Stable."), name=text()),
        key=record(
            "The key; its secret is told nowhere.",
            name=text("What it is for."),
            prefix=text("How its text begins."),
            scopes=many(one_of(enums.Scope), "What it may do."),
            created_at=moment("When it was made."),
            expires_at=maybe(moment("When it ends."), "Null: when it is revoked."),
        ),
        is_sandbox=truth("Whether it sees fixed samples alone."),
        coverage=record(
            "Which case studies the partner may receive.",
            kind=one_of(enums.Coverage),
            topics=many(text(), "With `topics`: their slugs."),
            case_studies=many(text(), "With `chosen`: their slugs, as far as they are published."),
        ),
        limits=many(
            record(
                "A window of the limits. It opens with the first request in it.",
                name=text("As in the headers.", enum=["burst", "daily"]),
                quota=whole("Requests in it.", 1),
                seconds=whole("How long it is.", 1),
                remaining=whole("How many are left."),
                resets_in=whole("In how many seconds it is full again.", 1),
            ),
            "Empty while requests cannot be counted; then none is refused.",
        ),
    )
}
# What a problem with a key, a limit, a release or a fault of ours says beside what every problem does.
PROBLEM_MEMBERS: dict[str, Schema] = {
    "scope": one_of(enums.Scope, "With `missing-scope`: the scope that is needed."),
    "scopes": many(one_of(enums.Scope), "With `missing-scope`: the scopes that the key has."),
    "violated-policies": many(text(enum=["burst", "daily"]), "With `quota-exceeded`: which windows are full."),
    "release": text("With `release-cancelled`: the UUID of the text that was taken back.", format="uuid"),
    "reference": text("With `internal-error`: tell it to the editors, who find the fault by it."),
}
