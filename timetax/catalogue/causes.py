"""The causes of a change in burden that official accounts tell apart."""

CAUSES = {
    "statute": "change due to new statute",
    "discretion": "change due to agency discretion",
    "adjustment": "adjustment in estimate",
    "violation": "change due to violation of the PRA",
}
"""Each cause with its official words (RegInfo, ICR summary). The first two are program changes."""
