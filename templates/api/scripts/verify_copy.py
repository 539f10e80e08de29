"""Check offline that a copy is what was published."""

import argparse
import hashlib
import json
import sys
from base64 import urlsafe_b64decode
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ed25519
except ImportError:
    sys.exit("Install the library first: pip install cryptography")


def read(name):
    """The bytes of a file, and what they say."""
    try:
        content = Path(name).read_bytes()
        return content, json.loads(content)
    except OSError as error:
        sys.exit(f"{name} cannot be read: {error.strerror}.")
    except ValueError:
        sys.exit(f"{name} is no JSON: it is cut off, or another file.")


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def holds(key, signed):
    """Whether the key made the signature."""
    text = json.dumps(
        signed["statement"],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    public = ed25519.Ed25519PublicKey.from_public_bytes(raw(key["x"]))
    try:
        public.verify(raw(signed["signature"]), text.encode())
    except InvalidSignature:
        return False
    return True


def verdict(content, snapshot, proof, keys):
    """Exit code and sentence."""
    digest, case = hashlib.sha256(content).hexdigest(), snapshot["uuid"]
    known = {key["kid"]: key for key in keys["keys"]}
    doubt = "NOT PROVED: no signature by a key that you know."
    for signed in proof["signatures"]:
        said = signed["statement"]
        key = known.get(said["kid"])
        if key is None:
            continue
        if not holds(key, signed):
            return 1, "NOT GENUINE: the signature does not hold."
        if said["purpose"] != "casebook-edition-signature-1":
            return 1, "NOT GENUINE: the signature is for something else."
        if (said["content_digest"], said["case"]) != (digest, case):
            return 1, "NOT GENUINE: these are not the bytes that were signed."
        if key["from"] <= said["signed_at"] <= (key["until"] or "9999"):
            edition = f"edition {said['number']} of {case}"
            signature = f"signed {said['signed_at']} by the key {said['kid']}"
            return 0, f"Genuine: {edition}, {signature}."
        # Another key may have signed as well.
        doubt = "NOT PROVED: the key was not in use when it is said to have signed."
    return 1, doubt


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("snapshot", "proof", "keys"):
        parser.add_argument(name, help=f"a file as the API gives it: {name}.json")
    asked = parser.parse_args()
    content, snapshot = read(asked.snapshot)
    try:
        code, said = verdict(content, snapshot, read(asked.proof)[1], read(asked.keys)[1])
    except (KeyError, TypeError, ValueError):
        code, said = 1, "NOT PROVED: these are not a snapshot, its proof and the keys."
    print(said, file=sys.stderr if code else sys.stdout)
    sys.exit(code)
