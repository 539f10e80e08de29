"""Check offline that a copy is what was published: verify_copy.py SNAPSHOT PROOF KEYS  (pip install cryptography)"""

import hashlib
import json
import sys
from base64 import urlsafe_b64decode
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def raw(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


snapshot, proof, keys = (Path(name).read_bytes() for name in sys.argv[1:4])
digest, case = hashlib.sha256(snapshot).hexdigest(), json.loads(snapshot)["uuid"]
known = {key["kid"]: key for key in json.loads(keys)["keys"]}
doubt = "NOT PROVED: no signature by a key that you know."
for signed in json.loads(proof)["signatures"]:
    said = signed["statement"]
    key = known.get(said["kid"])
    if key is None:
        continue
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    try:
        Ed25519PublicKey.from_public_bytes(raw(key["x"])).verify(raw(signed["signature"]), text)
    except InvalidSignature:
        sys.exit("NOT GENUINE: the signature does not hold.")
    if said["purpose"] != "casebook-edition-signature-1":
        sys.exit("NOT GENUINE: the signature is for something else.")
    if (said["content_digest"], said["case"]) != (digest, case):
        sys.exit("NOT GENUINE: these are not the bytes that were signed.")
    if not key["from"] <= said["signed_at"] <= (key["until"] or "9999"):
        doubt = "NOT PROVED: the key was not in use when it is said to have signed."
        continue  # another key may have signed as well
    print(f"Genuine: edition {said['number']} of {case}, signed {said['signed_at']} by the key {said['kid']}.")
    break
else:
    sys.exit(doubt)
