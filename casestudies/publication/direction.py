"""Which way a language is written."""

RIGHT_TO_LEFT = frozenset(["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])


def is_right_to_left(language: str) -> bool:
    """Whether text of this language (`ar`, `fa-IR`, `az-Arab`) runs from right to left."""
    subtags = language.lower().replace("_", "-").split("-")
    return subtags[0] in RIGHT_TO_LEFT or "arab" in subtags or "hebr" in subtags
