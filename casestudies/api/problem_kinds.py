"""Every kind of problem the API can answer with: its name in addresses, its status, and what a client should do."""

from casestudies.api.key_problems import (
    EXPIRED_KEY,
    INACTIVE_PARTNER,
    KEY_IN_ADDRESS,
    KEY_REQUIRED,
    MALFORMED_KEY,
    MISSING_SCOPE,
    QUOTA_EXCEEDED,
    REVOKED_KEY,
    SANDBOX,
    UNKNOWN_KEY,
)
from casestudies.api.problem_kind import ProblemKind

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
    "The cursor was altered, cut off or made by another site; or it is used on another list, with other filters, in "
    "another order or by another reader than it was made for.",
    "Follow “next” as it was given, or start again without a cursor. Between pages only “limit” may change, and in "
    "lists that have them “fields”, “body” and the format.",
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
TOO_LARGE = ProblemKind(
    "too-large",
    413,
    "The body is too large",
    "The body of the request is larger than any that this address can use.",
    "Send less at once.",
)
INVALID_BODY = ProblemKind(
    "invalid-body",
    422,
    "The body is not understood",
    "The body is not a JSON object with the members that this address takes, or one of them has a value that it "
    "cannot have. Nothing was changed.",
    "“errors” names each member by its pointer and says what is wrong with it. Mend the body and send it again.",
)
RELEASE_CANCELLED = ProblemKind(
    "release-cancelled",
    410,
    "The embargoed text was taken back",
    "The text was offered under embargo and is not to be published. “detail” says why.",
    "Delete the text, and everything made of it.",
)
CONFLICT = ProblemKind(
    "conflict",
    409,
    "The state does not allow this",
    "The request was understood, and what it asks for does not fit how things stand: a test is on its way already, or "
    "the endpoint is switched off.",
    "Read “detail” and the resource again, and ask once that has changed.",
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
INTERNAL_ERROR = ProblemKind(
    "internal-error",
    500,
    "Something went wrong on our side",
    "The request may have been fine. The fault has been logged.",
    "Try again in a minute, with growing pauses. If it lasts, tell the editors the “reference”.",
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
        SANDBOX,
        FORBIDDEN,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        WITHDRAWN,
        REDACTED,
        OTHER_LOG,
        RELEASE_CANCELLED,
        TOO_LARGE,
        INVALID_BODY,
        CONFLICT,
        PRECONDITION_FAILED,
        UNSUPPORTED_MEDIA_TYPE,
        QUOTA_EXCEEDED,
        INTERNAL_ERROR,
    )
}
