"""Tell a mistyped key from a wrong one, offline: python check_key.py cbk_live_…"""

import re
import string
import sys
import zlib

DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase


def is_well_formed(key):
    """Whether the checksum at the key's end, CRC-32 in base 62, fits what stands before it."""
    if not re.fullmatch(r"cbk_(live|test)_[0-9a-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}", key):
        return False
    body, _, given = key.rpartition("_")
    rest, checksum = zlib.crc32(body.encode()), ""
    while rest:
        rest, digit = divmod(rest, 62)
        checksum = DIGITS[digit] + checksum
    return checksum.rjust(6, "0") == given


if __name__ == "__main__":
    if not is_well_formed(sys.argv[1]):
        sys.exit("This is no key: it is cut off or mistyped.")
    print("The key is well formed. Ask /me/ whether it works.")
