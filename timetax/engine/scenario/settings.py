"""Settings of a scenario from a command line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import ValidationError

from timetax.catalogue.value_types import MistakeError, read_signed_figure
from timetax.engine.scenario.model import (
    Change,
    Scenario,
    Schedule,
)
from timetax.engine.scenario.reading import change_of
from timetax.engine.scenario.schema import ChangeEntry
from timetax.files.yaml import File
from timetax.findings import Finding, InputError, option_error
from timetax.tables.layouts import INPUTS, SYNONYMS
from timetax.wording.hints import did_you_mean

_SETTING = re.compile(r"(?P<name>.+?)\s*(?P<how>[*+]?)=\s*(?P<value>.*)")
_HOW = {"": "set", "*": "multiply", "+": "add"}


def with_settings(scenarios: Sequence[Scenario], settings: Sequence[str]) -> list[Scenario]:
    """Return the scenarios with `PARAMETER=VALUE` and `FORM.FIGURE=VALUE` settings.

    A parameter is set in each scenario that has it. The setting of a figure (with `=`, `*=` or
    `+=`) is a change after all others, and without scenarios the settings are one themselves.

    Raises:
        InputError: a setting cannot be read or names nothing; carries a finding for each of them.
    """
    findings: list[Finding] = []
    direct: list[Change] = []
    made = list(scenarios)
    for setting in settings:
        try:
            match = _SETTING.fullmatch(setting.strip())
            if match is None:
                raise option_error(
                    f"set {setting}", "write it as PARAMETER=VALUE or FORM.FIGURE=VALUE"
                )
            name, how, value = match["name"], _HOW[match["how"]], match["value"]
            form, dot, figure = name.rpartition(".")
            if dot and (figure in INPUTS or not any(name in each.parameters for each in made)):
                direct.append(_direct_change(setting, form, figure, how, value))
            else:
                made = _with_parameter(made, setting, name, how, value)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    if not made and direct:
        file = File(", ".join(f"--set {setting}" for setting in settings), "")
        name = ", ".join(settings)
        made = [Scenario(name, None, None, None, {}, {}, (), None, file)]
    return [replace(each, changes=(*each.changes, *direct)) for each in made]


def _with_parameter(
    scenarios: Sequence[Scenario], setting: str, name: str, how: str, text: str
) -> list[Scenario]:
    known = [parameter for each in scenarios for parameter in each.parameters]
    if how != "set" and name in known:
        raise option_error(f"set {setting}", f"a parameter takes a value: write {name}=VALUE")
    if name not in known:
        hint = did_you_mean(name, known)
        if not hint:
            hint = f"; the parameters are {', '.join(known)}" if known else ""
        figure = "; the figure of a form is set as FORM.FIGURE=VALUE"
        raise option_error(f"set {setting}", f"unknown parameter {name!r}{hint or figure}")
    try:
        value = read_signed_figure(text)
    except MistakeError as error:
        raise option_error(f"set {setting}", str(error)) from error
    return [
        each.with_parameters(**{name: value}) if name in each.parameters else each
        for each in scenarios
    ]


def _direct_change(setting: str, form: str, figure: str, how: str, text: str) -> Change:
    if figure not in INPUTS:
        hint = did_you_mean(figure, INPUTS, SYNONYMS) or f"; the figures are {', '.join(INPUTS)}"
        raise option_error(f"set {setting}", f"unknown figure {figure!r}{hint}")
    if text.startswith("$"):
        raise option_error(f"set {setting}", f"{text!r} is not a number; give the value itself")
    try:
        entry = ChangeEntry.model_validate({"where": {"form": form}, figure: {how: text}})
    except ValidationError as error:
        mistake = error.errors(include_url=False)[0]["ctx"]["error"]
        raise option_error(f"set {setting}", str(mistake)) from error
    file = File(f"--set {setting}", "")
    written = {"where": None, figure: None}
    return change_of(entry, written, file, (), f"--set {setting}", None, Schedule())
