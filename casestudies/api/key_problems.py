"""The kinds of problems with keys and limits."""

from casestudies.api.problem_kind import ProblemKind

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
SANDBOX = ProblemKind(
    "sandbox",
    403,
    "A sandbox key does not do this",
    "A sandbox key (“cbk_test_…”) reads fixed samples. What it sends is checked and never kept, and some addresses "
    "have no samples.",
    "Ask with a live key, or read the samples that the documentation lists.",
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
