"""What holds for every command unless it is told otherwise: in a file, or in the environment.

A setting is declared here once. From it follow its key in the configuration file, its variable in
the environment, what `timetax config` shows, and its page in the documentation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timetax.files.configuration import PROJECT_FILE, TABLE, find, value_at
from timetax.files.inside import path_named
from timetax.findings import Finding, InputError, Position
from timetax.wording.hints import shown


@dataclass(frozen=True)
class Setting:
    """A setting.

    Attributes:
        key: its name in the configuration file.
        about: what it is.
        default: what holds without it, in words.
        parameters: the parameters of commands that it gives a value, where it is as simple as that.
        is_path: whether it names files, from the folder of the configuration file, one or several.
        choices: what it may be, where that does not depend on the command.
    """

    key: str
    about: str
    default: str
    parameters: tuple[str, ...] = ()
    is_path: bool = False
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The variable of the environment that sets it."""
        return f"TIMETAX_{self.key.upper().replace('-', '_')}"


SETTINGS = (
    Setting(
        "catalogue",
        "What is read where no catalogue is named: a path, or a list of them.",
        "the bundled catalogue",
        ("catalogues", "paths"),
        is_path=True,
    ),
    Setting("format", "The format of reports.", "text"),
    Setting("findings-format", "The format of what check finds.", "auto"),
    Setting(
        "today",
        "The day that expiry and age are measured from, and that figures are of.",
        "the day of the run",
    ),
    Setting(
        "color",
        "When to use colour: auto, always or never.",
        "auto",
        ("color",),
        choices=("auto", "always", "never"),
    ),
)
"""Flags go before the environment, and that before the file. An empty variable sets nothing."""

BY_KEY = {each.key: each for each in SETTINGS}
BY_PARAMETER = {name: each for each in SETTINGS for name in each.parameters}


@dataclass(frozen=True)
class Held:
    """What holds of a setting, and where that stands: in the environment or in a file."""

    setting: Setting
    values: tuple[str, ...]
    position: Position

    def one_of(self, choices: tuple[str, ...]) -> str:
        """Return its value.

        Raises:
            InputError: it is none of the choices.
        """
        (value,) = self.values
        if value not in choices:
            message = f"{self.setting.key}: must be one of {', '.join(choices)}, and here is "
            finding = Finding(self.position, "configuration", message + shown(value))
            raise InputError([finding])
        return value


def held(
    environment: Mapping[str, str], start: Path | None = None, file: Path | None = None
) -> dict[str, Held]:
    """Return the settings that are made, by their keys.

    Args:
        environment: the environment.
        start: where to look for the configuration file, from there upwards.
        file: the configuration file, if it is known.

    Raises:
        InputError: the file is not valid, or has another value than text for a setting; carries a
            finding for each.
    """
    found = _in_file(file or find(start or Path()))
    for each in SETTINGS:
        if text := environment.get(each.variable, "").strip():
            values = tuple(text.split(",")) if each.is_path else (text,)
            found[each.key] = Held(each, values, Position(each.variable))
    return found


def _in_file(path: Path | None) -> dict[str, Held]:
    if path is None:
        return {}
    from timetax.files.toml import read_toml

    toml = read_toml(path)
    within = TABLE if path.name == PROJECT_FILE else ()
    table = value_at(toml.value, within)
    found, findings = {}, []
    for each in SETTINGS:
        if not isinstance(table, dict) or each.key not in table:
            continue
        value, position = table[each.key], toml.position((*within, each.key))
        try:
            texts = _texts(each, value)
            if each.is_path:
                texts = tuple(str(path_named(text, path.parent)) for text in texts)
        except ValueError as error:
            findings.append(Finding(position, "configuration", f"{each.key}: {error}"))
        else:
            found[each.key] = Held(each, texts, position)
    if findings:
        raise InputError(findings)
    return found


def _texts(setting: Setting, value: object) -> tuple[str, ...]:
    texts = value if isinstance(value, list) and setting.is_path else [value]
    if setting.key == "today":
        texts = [str(value)]  # a date in TOML
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        wanted = "text, or a list of texts" if setting.is_path else "text"
        raise ValueError(f"must be {wanted}, and here is {shown(value)}")
    return tuple(map(str, texts))
