"""What a sandbox key is shown: fixed samples in the shapes of the real ones, made in memory and never read from a row.

The samples go through the same rendering, the same dataclasses and the same writers as what is published. They never
change, so that a partner's tests may rely on them.
"""
