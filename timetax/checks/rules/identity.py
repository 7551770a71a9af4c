"""Rules about control numbers and references, and forms that are counted twice."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import TypeAlias

from timetax.bundle import bundled
from timetax.catalogue.form import Form
from timetax.checks.rule import Entry, Inventory, Problem, Settings, rule
from timetax.findings import Severity
from timetax.wording.hints import shown

FAMILIES = {"TT2": "Identity"}

_Sameness: TypeAlias = tuple[Hashable, ...]
_FIGURES = ("respondents", "responses", "responses_per_respondent", "minutes_per_response",
            "published_hours")  # fmt: skip
_Key: TypeAlias = Callable[[Form], Hashable]

_CONTROL_NUMBER = re.compile(r"([0-9]{4})-[0-9]{4}")
_UNTIDY_CONTROL_NUMBER = re.compile(
    r"(?:OMB )?(?:control )?(?:(?:no|number)\b\.?|#)?:? *"
    r"([0-9]{4}) *[-_./\u2010-\u2015\u2212]? *([0-9]{4})",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[0-9x#?*]{4} *[-_ ] *(?:0*new|tba|tbd|pending|[0-9]*[x#?*n_]+|0000)"
    r"|new|none|null|n/?a|not applicable|tba|tbd|to be (?:assigned|determined)|pending|unknown"
    r"|unassigned|[x#?*_-]+",
    re.IGNORECASE,
)
_ICR_REFERENCE = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])-[0-9]{4}-[0-9]{3}(CF)?")
_UNTIDY_ICR_REFERENCE = re.compile(
    r"(?:ICR *)?(?:(?:ref(?:erence)?|no|number)\b\.?)?:? *"
    r"([0-9]{4}(?:0[1-9]|1[0-2])) *[-_./\u2010-\u2015\u2212]? *"
    r"([0-9]{4}) *[-_./\u2010-\u2015\u2212]? *([0-9]{3}) *(CF)?",
    re.IGNORECASE,
)


@rule("TT201", Severity.ERROR)
def control_number_malformed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A control number is not written as OMB writes it.

    What it checks:
        That `control_number` is four digits, a hyphen and four digits.

    Why it matters:
        It is the key by which a form is found in the federal inventory. A form number in its place,
        or a missing hyphen, finds nothing.

    Example:
        control_number: 29000666

    Use instead:
        control_number: 2900-0666
    """
    for entry in inventory.forms:
        number = entry.model.control_number
        if number is None or _CONTROL_NUMBER.fullmatch(number) or _PLACEHOLDER.fullmatch(number):
            continue
        tidy = _tidy(_UNTIDY_CONTROL_NUMBER, number)
        message = f"control_number: {shown(number)} is not of the form NNNN-NNNN"
        if tidy is not None:
            yield entry.problem(
                "control_number", f"{message}; write {tidy}", _safe(entry, "control_number", tidy)
            )
        else:
            message += "; copy it from the source, and put a form's own number under `form_number`"
            yield entry.problem("control_number", message)


@rule("TT202", Severity.WARNING)
def control_number_placeholder(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A control number stands for one that is not known yet.

    What it checks:
        That `control_number` is none of the stopgaps that drafts carry: 2900-XXXX, 0581-NEW, TBD,
        0000-0000 and the like.

    Why it matters:
        A new collection gets its number with the approval. A form that still shows a placeholder
        was never approved, or nobody has looked it up.

    Example:
        control_number: 2900-XXXX

    Use instead:
        The assigned number, or no `control_number` until there is one.
    """
    for entry in inventory.forms:
        number = entry.model.control_number
        if number is not None and _PLACEHOLDER.fullmatch(number):
            message = (
                f"control_number: {shown(number)} is a placeholder; write the assigned number, or "
                "leave the key out until there is one"
            )
            yield entry.problem("control_number", message)


@rule("TT203", Severity.WARNING)
def control_number_of_no_agency(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A control number begins with a code that no agency has.

    What it checks:
        That the first four digits of a well-formed `control_number` are in OMB's list of agencies
        on reginfo.gov, as it stood on 2023-10-30 or 2026-08-22. The code need not be that of the
        form's own agency: a number keeps the code of the agency that first asked for it.

    Why it matters:
        A digit is most likely mistyped, and the number leads nowhere.

    Example:
        control_number: 9200-0666

    Use instead:
        control_number: 2900-0666
    """
    for entry in inventory.forms:
        number = entry.model.control_number
        match = _CONTROL_NUMBER.fullmatch(number or "")
        if not match or _PLACEHOLDER.fullmatch(match[0]) or match[1] in agency_codes():
            continue
        message = (
            f"control_number: no agency has the code {match[1]} with which {number} begins; look "
            "the number up in the source"
        )
        yield entry.problem("control_number", message)


@rule("TT204", Severity.ERROR)
def counted_twice(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form is counted twice.

    What it checks:
        That no two counted forms have the same title, form number, control number and affected
        public; without either number, the same title, agency, affected public and figures. A form
        that names the other under `overlaps` is passed over.

    Why it matters:
        Its hours enter every total twice.

    Example:
        forms:
          - {id: headstone, title: Claim for a headstone, agency: VA, control_number: 2900-0222}
          - {id: va-40-1330, title: Claim for a headstone, agency: VA, control_number: 2900-0222}

    Use instead:
        forms:
          - {id: headstone, title: Claim for a headstone, agency: VA, control_number: 2900-0222}
    """
    for same in _groups(inventory, _sameness).values():
        first, *others = same
        for entry in others:
            if not _declared(first.model, entry.model):
                numbers = ("control_number", "form_number", "title")
                key = next(each for each in numbers if getattr(entry.model, each))
                same_too = "figures" if key == "title" else "title"
                message = (
                    f"{key}: {shown(getattr(entry.model, key))} with the same {same_too} is "
                    f"counted already as {_where(first)}; leave one out, or say under `excluded` "
                    "why it does not count"
                )
                yield entry.problem(key, message)


@rule("TT205", Severity.WARNING)
def overlap_undeclared(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Two counted forms share a control number, and neither says so.

    What it checks:
        That of two counted forms with one control number one names the other under `overlaps`.
        Forms with one `icr_reference` are parts of one request, which are counted apart, and stand
        for each other here. Each request or form is found once, with the first other; placeholders
        are passed over.

    Why it matters:
        One approval has one total of hours. If both forms carry it, or one is a part of the other
        or its predecessor, hours are counted twice.

    Example:
        forms:
          - {id: snap-application, title: SNAP application, agency: FNS, control_number: 0584-0064}
          - {id: snap-interview, title: SNAP interview, agency: FNS, control_number: 0584-0064}

    Use instead:
        forms:
          - {id: snap-application, title: SNAP application, agency: FNS, control_number: 0584-0064}
          - id: snap-interview
            title: SNAP interview
            agency: FNS
            control_number: 0584-0064
            overlaps: {snap-application: One approval for both; the hours are kept apart.}
    """
    for same in _groups(inventory, lambda form: _number_of(form.control_number)).values():
        if len(same) == 1:
            continue
        for entry, other in _undeclared(same):
            message = (
                f"control_number: {shown(entry.model.control_number)} is also that of "
                f"{_where(other)}, and neither names the other; say under `overlaps` what both "
                "count, or under `excluded` why one does not count"
            )
            yield entry.problem("control_number", message)


@rule("TT206", Severity.ERROR)
def icr_reference_malformed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """The reference of an information collection request is malformed.

    What it checks:
        That `icr_reference` is a year and month, an agency code and a number: YYYYMM-NNNN-NNN, with
        CF at the end for a common form.

    Why it matters:
        It is the key of a request in the federal inventory, and the only one that is unique.

    Example:
        icr_reference: 201803 0960 007

    Use instead:
        icr_reference: 201803-0960-007
    """
    for entry in inventory.forms:
        reference = entry.model.icr_reference
        if reference is None or _ICR_REFERENCE.fullmatch(reference):
            continue
        tidy = _tidy(_UNTIDY_ICR_REFERENCE, reference)
        message = f"icr_reference: {shown(reference)} is not of the form YYYYMM-NNNN-NNN"
        if tidy is not None:
            yield entry.problem(
                "icr_reference", f"{message}; write {tidy}", _safe(entry, "icr_reference", tidy)
            )
        else:
            message += "; cite any other document under `source`"
            yield entry.problem("icr_reference", message)


@rule("TT207", Severity.WARNING)
def common_form_counted(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A record that repeats another agency's form is counted.

    What it checks:
        That a form whose `icr_reference` ends in CF is excluded. Such a record says that an agency
        uses a common form, which its host has already declared.

    Why it matters:
        Nearly one in five records of the federal inventory is of this kind. Host and users together
        count the same hours twice.

    Example:
        icr_reference: 202205-0570-023CF

    Use instead:
        icr_reference: 202205-0570-023CF
        excluded: "Common form: counted with its host, 4040-0004."
    """
    for entry in inventory.forms:
        reference = entry.model.icr_reference
        match = _ICR_REFERENCE.fullmatch(reference or "")
        if match and match[1] and entry.model.excluded is None:
            message = (
                f"icr_reference: {reference} repeats another agency's form; say so under "
                "`excluded`, so that it is counted with its host alone"
            )
            yield entry.problem("icr_reference", message)


@cache
def agency_codes() -> frozenset[str]:
    """Return the codes of all agencies in OMB's lists."""
    with bundled().with_name("agency-codes.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"] for row in csv.DictReader(file))


def _tidy(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.fullmatch(text)
    if not match:
        return None
    return "-".join(filter(None, match.groups())).upper().replace("-CF", "CF")


def _safe(entry: Entry[Form], key: str, replacement: str) -> str | None:
    """Return the replacement unless the value has an anchor or is a block, which it would break."""
    span = entry.file.span((*entry.path, key))
    return None if span is None or entry.file.text[span[0]] in "&!|>" else replacement


def _number_of(text: str | None) -> str | None:
    """Return a control number as OMB writes it where that is certain; None for a placeholder."""
    if text is None or _PLACEHOLDER.fullmatch(text):
        return None
    if _CONTROL_NUMBER.fullmatch(text):
        return text
    return _tidy(_UNTIDY_CONTROL_NUMBER, text) or text


def _sameness(form: Form) -> _Sameness | None:
    """Return what two entries of one form for the same people have in common.

    Without a number, they are the same only if their figures are as well.
    """
    number, form_number = _number_of(form.control_number), form.form_number
    title = " ".join(form.title.casefold().split())
    if number is None and form_number is None:
        figures = tuple(getattr(form, each) for each in _FIGURES)
        if all(each is None for each in figures):
            return None
        return form.agency, title, form.affected_public, form.estimate_year, figures
    return number, form_number and form_number.casefold(), title, form.affected_public


def _groups(inventory: Inventory, key: _Key) -> dict[Hashable, list[Entry[Form]]]:
    groups: dict[Hashable, list[Entry[Form]]] = defaultdict(list)
    for entry in inventory.forms:
        value = key(entry.model) if entry.model.excluded is None else None
        if value is not None:
            groups[value].append(entry)
    return groups


def _declared(one: Form, other: Form) -> bool:
    return any(name == other.id for name, _ in one.overlaps) or any(
        name == one.id for name, _ in other.overlaps
    )


def _undeclared(same: list[Entry[Form]]) -> Iterator[tuple[Entry[Form], Entry[Form]]]:
    """Return each request of one control number with the first before it that it does not name.

    Both are shown by their first entries. Entries that are the same in all are for TT204. The work
    stays in step with the input: every comparison but the last one has a declaration for it.
    """
    distinct: dict[_Sameness | None, Entry[Form]] = {}
    for entry in same:
        distinct.setdefault(_sameness(entry.model), entry)
    first: dict[str, Entry[Form]] = {}
    request_of: dict[str, str] = {}
    for entry in distinct.values():
        request = entry.model.icr_reference or f"of {entry.model.id}"
        request_of[entry.model.id] = request
        first.setdefault(request, entry)
    declared = {
        frozenset((request_of[entry.model.id], request_of[name]))
        for entry in distinct.values()
        for name, _ in entry.model.overlaps
        if name in request_of
    }
    requests = list(first)
    for place, request in enumerate(requests):
        others = (other for other in requests[:place] if {other, request} not in declared)
        if other := next(others, None):
            yield first[request], first[other]


def _where(entry: Entry[Form]) -> str:
    return f"{shown(entry.model.id)} ({entry.file.position(entry.path)})"
