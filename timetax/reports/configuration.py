"""The report on the configuration: what holds, and where it comes from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from timetax.files.settings import SETTINGS, Held
from timetax.reports.report import Column, Report, Row, Section

COLUMNS = (
    Column("setting", "setting"),
    Column("value", "value"),
    Column("origin", "comes from"),
    Column("about", "what it is", shown="wide"),
)
FLAG, DEFAULT = "command line", "default"


def configuration_report(
    file: Path | None,
    made: Mapping[str, Held],
    flags: Mapping[str, Sequence[str]],
    others: Sequence[tuple[str, str, str]],
) -> Report:
    """Return the report on what holds in this folder.

    Args:
        file: the configuration file, or None.
        made: the settings that it or the environment makes, by their keys.
        flags: the values of settings that the command line gives, by their keys.
        others: what else is set, of checks and of comparing: key, value, and where it stands.
    """
    rows: list[Row] = []
    for each in SETTINGS:
        values: Sequence[str] = (each.default,)
        origin = DEFAULT
        if each.key in made:
            values, origin = made[each.key].values, str(made[each.key].position)
        if each.key in flags:
            values, origin = flags[each.key], FLAG
        rows.append((each.key, ", ".join(values), origin, each.about))
    rows += [(*each, "Of checks and differences; see docs/check.md.") for each in others]
    where = f"The configuration is {file}." if file else "There is no configuration file."
    return Report(
        title="Configuration",
        headline=where,
        description=None,
        total=None,
        sections=(Section("settings", "What holds", ("setting",), COLUMNS, tuple(rows)),),
        notes=(
            "The command line goes before the environment, and that before the file; "
            "a setting of the environment is named as TIMETAX_FORMAT is.",
        ),
        currency="USD",
        format=("timetax_config", 1),
        data={"file": str(file) if file else None},
    )
