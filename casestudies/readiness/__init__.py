"""What blocks approval and publication, and what an editor should look at first: each in a sentence, at its place.

Computed from the snapshot alone and from the `Evidence` beside it, so that the screen can say it before anybody
tries, and the actions refuse with the same words.
"""

from casestudies.readiness.report import Group, blockers, warning_groups, warnings, what_blocks, what_is_shown

__all__ = ["Group", "blockers", "warning_groups", "warnings", "what_blocks", "what_is_shown"]
