"""Finds what is wrong between services, feedback and forms: names, shares, and odd scores."""

import math
from collections.abc import Iterator
from typing import Any

from timetax.catalogue.known_names import (
    Known,
    check_names,
    declared_in,
    entries_in,
    finding_at,
    text_in,
)
from timetax.catalogue.values import MistakeError, read_figure, read_share
from timetax.catalogue.vocabulary import SCALE_ENDS
from timetax.files.yaml import Document, KeyPath
from timetax.findings import Finding
from timetax.wording.hints import shown

_NAMING = {
    "services": ("provider",),
    "feedback": ("service", "provider"),
    "government_side": ("service", "form"),
    "equity": ("form",),
}
"""The keys of sections that name entries of others."""


def mistakes_of_services(
    documents: list[Document], forms: Known | None, agencies: Known | None
) -> list[Finding]:
    """Return a finding for each mistake between services, feedback, figures and `forms`."""
    findings: list[Finding] = []
    known = {
        "provider": declared_in(documents, "service_providers", findings),
        "service": declared_in(documents, "services", findings),
        "form": forms,
    }
    shares: dict[str, list[tuple[float, Document, KeyPath]]] = {}
    for document in documents:
        for path, provider in entries_in(document, "service_providers"):
            check_names(document, (*path, "agency"), provider.get("agency"), agencies, findings)
        for section, keys in _NAMING.items():
            for path, each in entries_in(document, section):
                for key in keys:
                    check_names(document, (*path, key), each.get(key), known[key], findings)
        for path, service in entries_in(document, "services"):
            findings += _of_links(document, path, service, forms, shares)
        for path, feedback in entries_in(document, "feedback"):
            findings += _of_feedback(document, path, feedback)
        for section in ("government_side", "equity"):
            for path, each in entries_in(document, section):
                findings += _of_figure(document, path, each)
        for path, form in entries_in(document, "forms"):
            findings += _of_groups(document, path, form.get("respondents_by"))
    return [*findings, *_shares_above_one(shares)]


def _listed(value: object) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield what is in a list, or alone, with the place that leads to it."""
    if isinstance(value, list):
        yield from (((place,), each) for place, each in enumerate(value))
    elif value is not None:
        yield (), value


def _number(value: object) -> float | None:
    try:
        return read_figure(value)
    except MistakeError:
        return None  # the schema says so


def _of_links(
    document: Document,
    path: KeyPath,
    service: dict[str, Any],
    forms: Known | None,
    shares: dict[str, list[tuple[float, Document, KeyPath]]],
) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, link in _listed(service.get("forms")):
        at: KeyPath = (*path, "forms", *place)
        if isinstance(link, dict):
            name, at_name = text_in(link.get("form")), (*at, "form")
        else:
            name, at_name = text_in(link), at
        found: list[Finding] = []
        if forms is not None and name:
            # The message names the key of the form, also where the id stands alone.
            check_names(document, (*at, "form"), name, forms, found)
            yield from found
        if name in seen:
            message = f"form: {shown(name)} is named twice"
            yield finding_at(document, at_name, "duplicate-id", message)
        seen.add(name)
        if isinstance(link, dict) and link.get("share") is not None:
            try:
                share = read_share(link["share"])
            except MistakeError:
                continue  # the schema says so
            if str(link.get("counts")).casefold() in ("no", "false"):
                message = "share: what does not count has no share; leave out share, or counts: no"
                yield finding_at(document, (*at, "share"), "value", message)
            shares.setdefault(name, []).append((share, document, (*at, "share")))


def _shares_above_one(
    shares: dict[str, list[tuple[float, Document, KeyPath]]],
) -> Iterator[Finding]:
    for form, claimed in shares.items():
        total = math.fsum(share for share, _, _ in claimed)
        if total > 1 + 1e-9:
            _, document, path = claimed[-1]
            message = (
                f"share: the shares of {shown(form)} in its services add up to {total:g}, which is "
                "above 1"
            )
            yield finding_at(document, path, "value", message)


def _of_feedback(document: Document, path: KeyPath, given: dict[str, Any]) -> Iterator[Finding]:
    if not any(given.get(key) for key in ("service", "provider", "subject")):
        message = "feedback must say of whom: service, provider or subject"
        yield finding_at(document, path, "missing-key", message)
    if given.get("scores") == []:
        message = "scores: none is given; leave out feedback without scores"
        yield finding_at(document, (*path, "scores"), "missing-key", message)
    scale = text_in(given.get("scale"))
    ends = SCALE_ENDS.get(scale)
    drivers: set[str] = set()
    for place, score in _listed(given.get("scores")):
        if not isinstance(score, dict):
            continue
        at: KeyPath = (*path, "scores", *place)
        driver, value = text_in(score.get("driver")), _number(score.get("value"))
        if driver and driver in drivers:
            message = (
                f"driver: {shown(driver)} is there twice; another figure of the same question is "
                "feedback of its own, with its source"
            )
            yield finding_at(document, (*at, "driver"), "duplicate-id", message)
        drivers.add(driver)
        if ends and value is not None and not ends[0] <= value <= ends[1]:
            what = (
                "means that it was not asked; leave it out"
                if value == 0
                else f"is no score on a scale from {ends[0]:g} to {ends[1]:g}"
            )
            message = f"value: {score['value']} {what}"
            yield finding_at(document, (*at, "value"), "value", message)


def _of_figure(document: Document, path: KeyPath, given: dict[str, Any]) -> Iterator[Finding]:
    has = {key for key in ("value", "low", "high") if given.get(key) is not None}
    if has not in ({"value"}, {"low", "high"}):
        found = ", ".join(sorted(has)) or "none of them"
        message = f"give value, or low and high; here is {found}"
        yield finding_at(document, path, "missing-key", message)
    elif has == {"low", "high"}:
        low, high = _number(given["low"]), _number(given["high"])
        if low is not None and high is not None and low > high:
            message = f"low: {low:g} is above high ({high:g})"
            yield finding_at(document, (*path, "low"), "value", message)


def _of_groups(document: Document, path: KeyPath, given: object) -> Iterator[Finding]:
    for field, groups in given.items() if isinstance(given, dict) else ():
        shares = groups.get("shares") if isinstance(groups, dict) else None
        minutes = groups.get("minutes") if isinstance(groups, dict) else None
        if not isinstance(shares, dict) or not isinstance(minutes, dict):
            continue
        at: KeyPath = (*path, "respondents_by", field, "minutes")
        if odd := [name for name in minutes if name not in shares]:
            message = f"minutes: {shown(odd[0])} has no share"
            yield finding_at(document, (*at, odd[0]), "reference", message)
        elif len(minutes) < len(shares):
            left = next(name for name in shares if name not in minutes)
            message = f"minutes: give those of every group; {shown(left)} has none"
            yield finding_at(document, at, "missing-key", message)
        else:
            known = [_number(each) for each in shares.values()]
            if None not in known and math.fsum(each or 0.0 for each in known) < 1 - 1e-9:
                message = "minutes: the shares must add up to 1, or hours cannot be divided by them"
                yield finding_at(document, at, "value", message)
