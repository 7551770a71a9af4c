"""Settings of a scenario from a command line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import ValidationError

from timetax.catalogue.values import MistakeError, figure_or_range, read_signed_figure
from timetax.engine.scenario.model import (
    Change,
    Scenario,
    Schedule,
)
from timetax.engine.scenario.reading import change_of
from timetax.engine.scenario.schema import KEYS, ChangeEntry
from timetax.files.yaml import File, parse
from timetax.findings import Finding, InputError, option_error
from timetax.tables.layouts import INPUTS, SYNONYMS
from timetax.wording.hints import did_you_mean

_SETTING = re.compile(r"(?P<name>[^={]+?)\s*(?P<how>=\s*\*|[*+]?=)\s*(?P<value>.*)", re.DOTALL)
_HOW = {"": "set", "*": "multiply", "+": "add"}
_read_parameter = figure_or_range(read_signed_figure)


def with_settings(scenarios: Sequence[Scenario], settings: Sequence[str]) -> list[Scenario]:
    """Return the scenarios with `PARAMETER=VALUE` and `FORM.OPERATION=VALUE` settings.

    A parameter is set in each scenario that has it. What is done to forms is a change after all
    others, and without scenarios the settings are one themselves. Operations and their values are
    those of scenario files, `*=` and `=*` multiply and `+=` adds.

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
            name, how = match["name"], _HOW[match["how"].replace("=", "").strip()]
            if how == "set" and match["value"].startswith("+"):
                said = f"write {name}+={match['value'][1:]} to add, or leave out the + to set"
                raise option_error(f"set {setting}", said)
            value = _value(setting, match["value"])
            form, dot, figure = name.rpartition(".")
            if dot and (figure in KEYS or not any(name in each.parameters for each in made)):
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


_TIGHT = re.compile(r"(?<=[{,\s])(low|likely|high):(?=[^\s])")


def _value(setting: str, text: str) -> object:
    """Return the value that a text is in YAML, as the files of scenarios have it."""
    spaced = _TIGHT.sub(r"\1: ", text)  # in a shell the space that YAML wants is easily left out
    reading = parse(File(f"--set {setting}", spaced))
    if reading.document is None or reading.findings:
        problem = reading.findings[0].message if reading.findings else "there is no value"
        raise option_error(f"set {setting}", problem)
    if reading.document.value is None:
        raise option_error(f"set {setting}", "there is no value behind the `=`")
    return reading.document.value


def _with_parameter(
    scenarios: Sequence[Scenario], setting: str, name: str, how: str, written: object
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
        value = _read_parameter(written)
    except MistakeError as error:
        raise option_error(f"set {setting}", str(error)) from error
    return [
        each.with_parameters(**{name: value}) if name in each.parameters else each
        for each in scenarios
    ]


def _direct_change(setting: str, form: str, figure: str, how: str, value: object) -> Change:
    if figure not in KEYS:
        hint = (
            did_you_mean(figure, list(KEYS), SYNONYMS) or f"; the figures are {', '.join(INPUTS)}"
        )
        raise option_error(f"set {setting}", f"unknown figure {figure!r}{hint}")
    if isinstance(value, str) and value.startswith("$"):
        raise option_error(f"set {setting}", f"{value!r} is not a number; give the value itself")
    if how != "set" and figure not in INPUTS:
        raise option_error(f"set {setting}", f"{figure} is no figure: write {form}.{figure}=VALUE")
    done = value if how == "set" else {how: value}
    try:
        entry = ChangeEntry.model_validate({"where": {"form": form}, figure: done})
    except ValidationError as error:
        raise option_error(f"set {setting}", _said(error)) from error
    file = File(f"--set {setting}", "")
    written = {"where": None, figure: done}
    return change_of(entry, written, file, (), f"--set {setting}", None, Schedule())


def _said(error: ValidationError) -> str:
    """Return what is wrong with a change, each mistake with the key that it is about."""
    said = []
    for each in error.errors(include_url=False):
        mistake = each.get("ctx", {}).get("error")
        if isinstance(mistake, MistakeError):
            for within, message in mistake.found:
                said.append(
                    ": ".join([*(each for each in within if isinstance(each, str)), message])
                )
        else:
            said.append(each["msg"])
    return "; ".join(said)
