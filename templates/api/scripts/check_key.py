"""Tell a mistyped key from a wrong one, offline."""

import argparse
import os
import re
import string
import sys
import zlib

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
FORM = r"cbk_(live|test)_[0-9a-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}"


def is_well_formed(key):
    """Whether the CRC-32 at its end, in base 62, fits what stands before."""
    if not re.fullmatch(FORM, key):
        return False
    body, _, given = key.rpartition("_")
    rest, checksum = zlib.crc32(body.encode()), ""
    while rest:
        rest, digit = divmod(rest, 62)
        checksum = DIGITS[digit] + checksum
    return checksum.rjust(6, "0") == given


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    known = os.environ.get("CASEBOOK_KEY")
    parser.add_argument("key", nargs="?", default=known, help="else $CASEBOOK_KEY")
    key = parser.parse_args().key
    if not key:
        parser.error("Name a key, or set CASEBOOK_KEY.")
    if not is_well_formed(key):
        sys.exit("This is no key: it is cut off or mistyped.")
    print("The key is well formed. Ask /me/ whether it works.")
