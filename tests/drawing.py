"""How much hypothesis draws."""

from hypothesis import settings


def among(count: int) -> settings:
    """Let a property that is tried of several things share its examples among them.

    Each has three of them at least.
    """
    return settings(max_examples=max(3, settings().max_examples // count))
