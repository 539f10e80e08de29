"""Every kind of problem the API can answer with: its name in addresses, its status, and what a client should do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProblemKind:
    """`name` ends the problem's type address and never changes; `title` and `remedy` are for people.

    `type_address` is set where a registry has a type for it; the page about it stays ours.
    """

    name: str
    status: int
    title: str
    meaning: str
    remedy: str
    type_address: str = ""


BAD_REQUEST = ProblemKind(
    "bad-request",
    400,
    "The request cannot be read",
    "The request is malformed: its address, a header or its body is not what HTTP or JSON allows.",
    "Read “detail”, mend the request and send it again. Repeating it unchanged will fail again.",
)
INVALID_PARAMETER = ProblemKind(
    "invalid-parameter",
    400,
    "A parameter is not understood",
    "The address has a query parameter that this endpoint does not know, that is given twice, or whose value is out "
    "of range. Nothing is ignored silently: a misspelt filter would otherwise look like an answer.",
    "“errors” names each parameter, says what is wrong and, where one is close, which name was probably meant.",
)
INVALID_CURSOR = ProblemKind(
    "invalid-cursor",
    400,
    "The cursor does not fit",
    "The cursor was altered, cut off, made by another site, or is used with other filters than those it was made for.",
    "Follow “next” as it was given, or start again without a cursor. Only “limit” may change between pages.",
)
KEY_IN_ADDRESS = ProblemKind(
    "key-in-address",
    400,
    "A key stands in the address",
    "The address holds an API key, or a parameter for one. Addresses are written into logs, histories and referrers on "
    "their way, so a key that stood in one is no longer a secret: revoke it, whatever else happened.",
    "Ask the partnerships manager to revoke the key and make another. Send that in the header “Authorization: Bearer”.",
)
KEY_REQUIRED = ProblemKind(
    "key-required",
    401,
    "A key is needed here",
    "Everybody may read what is published; this address is for partners and was asked without a key.",
    "Send the key in the header “Authorization: Bearer”, and no cookie and no parameter.",
)
MALFORMED_KEY = ProblemKind(
    "malformed-key",
    401,
    "This is not a key",
    "What stands in the header “Authorization” is no key of this API: it is cut off, mistyped, or of another kind. Its "
    "checksum was not even compared with the keys that there are.",
    "Copy the whole key again, from “cbk_” to the six characters after the last underscore.",
)
UNKNOWN_KEY = ProblemKind(
    "unknown-key",
    401,
    "There is no such key",
    "The key is well formed, and no key of this site.",
    "See whether it belongs to another site. Otherwise ask the partnerships manager for a new one.",
)
EXPIRED_KEY = ProblemKind(
    "expired-key",
    401,
    "The key has expired",
    "The key worked until a day that has passed, or until the end of a rotation.",
    "Use the key that replaced it, or ask the partnerships manager for one.",
)
REVOKED_KEY = ProblemKind(
    "revoked-key",
    401,
    "The key was revoked",
    "The key was switched off for good.",
    "Ask the partnerships manager why, and for a new one.",
)
INACTIVE_PARTNER = ProblemKind(
    "inactive-partner",
    401,
    "The partnership has ended",
    "The key belongs to a partner that is switched off, so none of its keys works.",
    "Ask the partnerships manager. What is published can be read without a key.",
)
MISSING_SCOPE = ProblemKind(
    "missing-scope",
    403,
    "The key may not do this",
    "The key works, and lacks the scope that this address needs; “scope” names it, “scopes” those that the key has.",
    "Use another key, or ask the partnerships manager for one with this scope. A key's scopes never change.",
)
FORBIDDEN = ProblemKind(
    "forbidden",
    403,
    "This is not allowed",
    "The request was understood and refused.",
    "Read “detail”. Sending it again will not help.",
)
NOT_FOUND = ProblemKind(
    "not-found",
    404,
    "There is nothing at this address",
    "No public case study, edition or endpoint has this address. Case studies that were never published do not exist "
    "here.",
    "Look the case study up in the list. A case study that moved answers its old address with a redirect.",
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    405,
    "The address does not answer this method",
    "The address exists, and the request's method is not one it answers.",
    "Use a method that the header “Allow” lists.",
)
NOT_ACCEPTABLE = ProblemKind(
    "not-acceptable",
    406,
    "The API cannot answer in that format",
    "The header “Accept” leaves out every format that this address has.",
    "Send “Accept: application/json”, or leave the header out.",
)
WITHDRAWN = ProblemKind(
    "withdrawn",
    410,
    "The case study was withdrawn",
    "The text was published and has been withdrawn. “tombstone” says when and why, and which edition was the last.",
    "Take your copy down, or show the reason in its place. If the case study is reinstated, the address answers again.",
)
REDACTED = ProblemKind(
    "redacted",
    410,
    "The edition’s text was removed for a legal reason",
    "The edition was published, and its text has since been removed for good. Its number and digests stay.",
    "Take down any copy of this edition. Other editions of the case study are not concerned.",
)
OTHER_LOG = ProblemKind(
    "other-log",
    410,
    "The cursor belongs to another log",
    "The changes that the cursor was read from are not these: it was made by another installation, or the site was "
    "restored from a backup that is older than the cursor.",
    "Start again without a cursor, and compare what you carry with what you are told, by “edition_digest”: what the "
    "changes do not name is to be taken down.",
)
PRECONDITION_FAILED = ProblemKind(
    "precondition-failed",
    412,
    "The precondition does not hold",
    "“If-Match” describes a state that has passed.",
    "Read the resource again and decide with its present ETag.",
)
UNSUPPORTED_MEDIA_TYPE = ProblemKind(
    "unsupported-media-type",
    415,
    "The body is in a format the API does not read",
    "The header “Content-Type” names a format that this address does not read.",
    "Send JSON, with “Content-Type: application/json”.",
)
QUOTA_EXCEEDED = ProblemKind(
    "quota-exceeded",
    429,
    "Too many requests",
    "The key, or without one the network address, has used up its requests for this minute or this day.",
    "Wait for as many seconds as “Retry-After” says. “RateLimit” says with every answer how many requests are left; "
    "a key raises the limits, and a partner's can be raised further.",
    type_address="https://iana.org/assignments/http-problem-types#quota-exceeded",
)
INTERNAL_ERROR = ProblemKind(
    "internal-error",
    500,
    "Something went wrong on our side",
    "The request may have been fine. The fault has been logged.",
    "Try again in a minute, with growing pauses. If it lasts, tell the editors the address and the time.",
)

KINDS = {
    kind.name: kind
    for kind in (
        BAD_REQUEST,
        INVALID_PARAMETER,
        INVALID_CURSOR,
        KEY_IN_ADDRESS,
        KEY_REQUIRED,
        MALFORMED_KEY,
        UNKNOWN_KEY,
        EXPIRED_KEY,
        REVOKED_KEY,
        INACTIVE_PARTNER,
        MISSING_SCOPE,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        WITHDRAWN,
        REDACTED,
        OTHER_LOG,
        PRECONDITION_FAILED,
        UNSUPPORTED_MEDIA_TYPE,
        QUOTA_EXCEEDED,
        INTERNAL_ERROR,
    )
}
