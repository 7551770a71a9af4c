"""The pages of all rules as one document: what `docs/rules.md` holds."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from timetax.checks.registry import FAMILIES, RULES
from timetax.checks.rule import HEADINGS, Rule, sections

_ABOUT = """\
# The rules

Made from the rules of [`timetax check`](check.md), which says how to choose and configure them.
`timetax rule TT101` prints one of these pages.
"""
_CODE = re.compile(r"(- )?[a-z_]+:(\s|$)")


def page_of_rules() -> str:
    """Return every rule with its page in one Markdown document, family by family."""
    rules = sorted(RULES.values(), key=lambda each: each.code)
    return "\n".join([_ABOUT, *_table(rules), *_families(rules)])


def is_code(text: str) -> bool:
    """Return whether the text under a heading is a part of a catalogue and not prose."""
    return bool(_CODE.match(text))


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| code | name | severity | what it finds |"
    yield "| --- | --- | --- | --- |"
    for rule in rules:
        anchor = f"{rule.code} {rule.name}".lower().replace(" ", "-")
        link = f"[{rule.code}](#{anchor})"
        yield f"| {link} | `{rule.name}` | {rule.severity} | {rule.summary} |"
    yield ""


def _families(rules: Iterable[Rule]) -> Iterator[str]:
    for family, members in groupby(rules, key=_family):
        yield f"## {family}\n"
        for rule in members:
            yield f"### {rule.code} {rule.name}\n"
            yield f"{rule.summary} Severity: {rule.severity}.\n"
            texts = sections(rule.page)
            for heading in HEADINGS:
                yield f"**{heading}**\n\n{_block(heading, texts[heading])}\n"


def _family(rule: Rule) -> str:
    return next(name for code, name in FAMILIES.items() if rule.code.startswith(code))


def _block(heading: str, text: str) -> str:
    if heading != "Example" and not is_code(text):
        return text
    language = "yaml" if is_code(text) else "toml" if text.startswith("[") else ""
    return f"```{language}\n{text}\n```"
