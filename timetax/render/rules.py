"""The pages of rules for a terminal."""

import re
from textwrap import fill

from timetax.checks.registry import RULES, Rule
from timetax.checks.rule import HEADINGS, sections
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean

INDENT = "    "

_CODE = re.compile(r"[ -]|[a-z_]+:|\$")
"""How a line of an example begins, which is not filled."""


def list_of_rules(width: int) -> str:
    """Return each rule in a terminal of `width` columns: code, name, severity, what it finds.

    That is a line where the lines of all rules fit, and else two or more.
    """
    longest = max(len(rule.name) for rule in RULES.values())
    rules = sorted(RULES.values(), key=lambda each: each.code)
    lines = [
        f"{rule.code}  {rule.name:<{longest}}  {rule.severity:<7}  {rule.summary}" for rule in rules
    ]
    if max(map(len, lines)) > width:
        lines = [
            _filled(f"{rule.code}  {rule.name}  {rule.severity}", width)
            + "\n"
            + _filled(rule.summary, width, INDENT)
            for rule in rules
        ]
    return "\n".join(lines) + "\n"


def page_of_rule(name: str, width: int) -> str:
    """Return the page of the rule with a code or name, for a terminal of `width` columns.

    Raises:
        InputError: there is no such rule.
    """
    rule = _by_code_or_name().get(name.casefold())
    if rule is None:
        hint = did_you_mean(name, [*RULES, *(rule.code for rule in RULES.values())])
        message = f"there is no rule {name!r}{hint}; `timetax rule --all` lists them"
        raise option_error("rule", message)
    texts = sections(rule.page)
    parts = [f"{rule.code} {rule.name} ({rule.severity})", _filled(rule.summary, width)]
    parts += [f"{heading}\n{_indented(texts[heading], width)}" for heading in HEADINGS]
    return "\n\n".join(parts) + "\n"


def _by_code_or_name() -> dict[str, Rule]:
    return {key: rule for rule in RULES.values() for key in (rule.code.casefold(), rule.name)}


def _indented(text: str, width: int) -> str:
    """Return text below a heading; where a line is too long, its paragraph is filled anew."""
    return "\n\n".join(_paragraph(each, width) for each in text.split("\n\n"))


def _paragraph(text: str, width: int) -> str:
    lines = text.splitlines()
    if any(map(_CODE.match, lines)) or all(_fits(line, width) for line in lines):
        return "\n".join(f"{INDENT}{line}" if line else "" for line in lines)
    return _filled(text, width, INDENT)


def _fits(line: str, width: int) -> bool:
    return len(INDENT) + len(line) <= width


def _filled(text: str, width: int, indent: str = "") -> str:
    return fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent or INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
