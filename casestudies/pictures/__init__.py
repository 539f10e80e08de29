"""What may be a picture: the formats taken, and how each is made safe to show."""

from casestudies.pictures.errors import BadPicture
from casestudies.pictures.inspect import MAX_BYTES, Picture, inspect_picture

__all__ = ["MAX_BYTES", "BadPicture", "Picture", "inspect_picture"]
