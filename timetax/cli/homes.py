"""Where each command stands, in the order of the help.

A module of commands is imported when one of its commands is asked for: what the others need would
take longer than many a run.
"""

HOMES = {
    "catalogues": ("report", "explain", "forms", "catalogues"),
    "checking": ("check", "rule"),
    "commenting": ("comment",),
    "configuring": ("config",),
    "differences": ("diff", "history"),
    "estimating": ("estimate", "clocks", "asked"),
    "files": ("convert", "schema", "examples"),
    "government": ("icb", "published"),
    "journeys": ("journey", "journeys"),
    "measuring": ("measure",),
    "money": ("cost", "statement", "tariffs"),
    "reforms": ("whatif", "scenarios"),
    "services": ("services", "feedback", "timeuse"),
    "starting": ("init",),
}
"""The names of the commands of each module."""
