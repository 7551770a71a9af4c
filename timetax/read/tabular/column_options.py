"""How options name a column and say what it is, and the questions that they answer."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from timetax.findings import Finding, Position
from timetax.read.tabular.added import PART
from timetax.read.tabular.headings import (
    FREQUENCY,
    HOURS_PER_RESPONSE,
    KEYS,
    SECONDS_PER_RESPONSE,
    SYNONYMS,
    TIME,
    words_of,
)
from timetax.read.tabular.model import (
    IGNORE,
    TableOptions,
    column_index,
)
from timetax.read.tabular.plan import Answer, Question
from timetax.wording.hints import did_you_mean, shown

MAP = "--map"
ALL = -1
"""The place of no column: for all columns whose figures can be added up."""
MEANINGS = {
    "respondents": "people or firms a year",
    FREQUENCY: "how often each responds in a year",
    "responses": "responses of all in a year",
    TIME: "minutes for one response",
    HOURS_PER_RESPONSE: "hours for one response",
    SECONDS_PER_RESPONSE: "seconds for one response",
    "published_hours": "hours of all in a year",
    "published_cost": "money out of pocket of all in a year",
    "cost_per_response": "money out of pocket for one response",
    IGNORE: "none of these",
}
"""What keys mean, in the words of a question."""
ADDED = (TIME, HOURS_PER_RESPONSE, "published_hours", "responses", "respondents", "published_cost",
         "cost_per_response")  # fmt: skip
"""Keys of which several columns may be the parts."""
_PLACE = re.compile(r"column ([0-9]{1,4}|[A-Za-z]{1,3})", re.IGNORECASE)


def map_option(headings: Sequence[str], index: int, key: str) -> str:
    """Return the option that says what a column is, by its heading if that names it alone."""
    heading = headings[index] if index < len(headings) else ""
    same = [each for each in headings if words_of(each) == words_of(heading)]
    if not heading or len(same) > 1:
        return f'{MAP} "column {index + 1}"={key}'
    return f"{MAP} {_quoted(heading, key)}"


def map_scale(headings: Sequence[str], index: int, times: int | Fraction) -> str:
    """Return the option that says what the figures of a column are to be multiplied by."""
    return map_option(headings, index, str(times)).replace(MAP, "--scale", 1)


def named_alone(headings: Sequence[str], index: int) -> str:
    """Return a column by its heading, or by its number if others have the same."""
    same = [each for each in headings if words_of(each) == words_of(headings[index])]
    return shown(headings[index]) if len(same) == 1 else f"column {index + 1}"


def choice(
    headings: Sequence[str], index: int, message: str, keys: Sequence[str], position: Position
) -> Question:
    """Return the question which of several keys a column is."""
    answers = [Answer(map_option(headings, index, key), MEANINGS.get(key, "")) for key in keys]
    return Question(position, "heading", message, tuple(answers))


def _column_named(text: str, headings: Sequence[str]) -> list[int]:
    """Return the columns that an option names: by their heading, or as `column 5` or `column E`."""
    words = words_of(text)
    if named := [index for index, each in enumerate(headings) if each and words_of(each) == words]:
        return named
    if found := _PLACE.fullmatch(text.strip()):
        index = int(found[1]) - 1 if found[1].isdigit() else column_index(found[1])
        return [index] if 0 <= index < len(headings) else []
    return []


def asked_keys(
    headings: Sequence[str], options: TableOptions
) -> tuple[dict[int, str], list[Finding]]:
    """Return the keys of the columns that the user names, and what is wrong with the options."""
    findings: list[Finding] = []
    asked: dict[int, str] = {}
    for heading, key in options.mapping.items():
        option = options.mapped_at.get(heading, Position(f"{MAP} {_quoted(heading, key)}"))
        plain = key.removeprefix(PART)
        if plain != key and plain not in ADDED:
            message = f"columns that are added up are {', '.join(ADDED)}, and not {shown(plain)}"
            findings.append(Finding(option, "option", message))
        elif plain != IGNORE and plain not in KEYS:
            hint = (
                did_you_mean(plain, [*KEYS, IGNORE], SYNONYMS)
                or f"; use one of {', '.join(KEYS)}, {IGNORE}"
            )
            findings.append(Finding(option, "option", f"{shown(key)} is no key of a form{hint}"))
        elif not (named := _column_named(heading, headings)):
            hint = did_you_mean(heading, [each for each in headings if each])
            message = f"no column has the heading {shown(heading)}{hint}"
            findings.append(Finding(option, "option", message))
        else:
            asked |= dict.fromkeys(named, key)
    return asked, findings


def asked_scales(
    headings: Sequence[str], scales: Mapping[str, Fraction], findings: list[Finding]
) -> dict[int, Fraction]:
    """Return what the figures of columns are to be multiplied by, as the user says."""
    made: dict[int, Fraction] = {}
    for heading, scale in scales.items():
        if not heading:
            made[ALL] = scale
        elif named := _column_named(heading, headings):
            made |= dict.fromkeys(named, scale)
        else:
            hint = did_you_mean(heading, [each for each in headings if each])
            message = f"no column has the heading {shown(heading)}{hint}"
            findings.append(Finding(Position(f"--scale {heading}={scale}"), "option", message))
    return made


def _quoted(heading: str, key: str) -> str:
    if heading.replace("_", "").isalnum():
        return f"{heading}={key}"
    if any(each in heading for each in '"$`!\\'):
        return "'" + heading.replace("'", "'\\''") + f"'={key}"
    return f'"{heading}"={key}'
