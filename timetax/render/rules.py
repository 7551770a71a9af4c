"""The pages of rules for a terminal."""

from timetax.checks.registry import RULES, Rule
from timetax.checks.rule import HEADINGS, sections
from timetax.findings import option_error
from timetax.wording.hints import did_you_mean


def list_of_rules() -> str:
    """Return a line for each rule: its code, name, severity and what it finds."""
    width = max(len(rule.name) for rule in RULES.values())
    lines = [
        f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.summary}"
        for rule in sorted(RULES.values(), key=lambda each: each.code)
    ]
    return "\n".join(lines) + "\n"


def page_of_rule(name: str) -> str:
    """Return the page of the rule with a code or name.

    Raises:
        InputError: there is no such rule.
    """
    rule = _by_code_or_name().get(name.casefold())
    if rule is None:
        hint = did_you_mean(name, [*RULES, *(rule.code for rule in RULES.values())])
        raise option_error("rule", f"there is no rule {name!r}{hint}")
    texts = sections(rule.page)
    parts = [f"{rule.code} {rule.name} ({rule.severity})", rule.summary]
    parts += [f"{heading}\n{_indented(texts[heading])}" for heading in HEADINGS]
    return "\n\n".join(parts) + "\n"


def _by_code_or_name() -> dict[str, Rule]:
    return {key: rule for rule in RULES.values() for key in (rule.code.casefold(), rule.name)}


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
