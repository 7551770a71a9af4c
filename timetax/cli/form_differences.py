"""Differences of forms: what `diff` and `history` do where they are given a form."""

from typing import TYPE_CHECKING

from timetax.cli.reading import ReadingArguments
from timetax.cli.request import Writing, read_tables
from timetax.findings import option_error
from timetax.render.reports import format_named

if TYPE_CHECKING:
    from timetax.engine.difference.settings import DiffSettings


def diff_forms(
    operands: list[str],
    catalogues: list[str] | None,
    fail_on: list[str],
    settings: "DiffSettings",
    reading: ReadingArguments,
    writing: Writing,
    *,
    allow_unknown: bool,
) -> int:
    """Write what changed between two versions of a form; return the exit code."""
    from timetax.engine.estimates.difference import difference_of, parse_form_gates
    from timetax.engine.estimates.estimating import estimated
    from timetax.engine.estimates.matching import known_forms
    from timetax.engine.estimates.model import DEFAULT, model_named
    from timetax.reports.form_difference import form_difference_report
    from timetax.versions.forms import versions_of_form

    if len(operands) > 2:
        raise option_error("VERSION", "forms are compared two at a time")
    gates = parse_form_gates(fail_on) if fail_on else list(settings.form_gates)
    allow_unknown = allow_unknown or settings.allow_unknown
    versions = versions_of_form(operands)
    known = known_forms(read_tables(catalogues, None, reading).forms)
    found = difference_of(estimated(versions, model_named(DEFAULT), known))
    every = not format_named(writing.form).for_people
    made = form_difference_report(found, gates, every=every, key=operands[-1])
    writing.write(made)
    results = {each.result(found)[0] for each in gates}
    return int("broken" in results or ("unknown" in results and not allow_unknown))


def history_of_forms(
    path: str,
    since: str | None,
    limit: int | None,
    writing: Writing,
) -> None:
    """Write what a form was at each commit of its git log."""
    from timetax.catalogue.counted import Refused
    from timetax.engine.estimates.estimating import estimated
    from timetax.engine.estimates.model import DEFAULT, model_named
    from timetax.reports.form_difference import form_history_report
    from timetax.versions.forms import history_of_form

    model = model_named(DEFAULT)
    steps = [
        (
            at.name,
            at.when[:10],
            at.subject,
            made if isinstance(made, Refused) else estimated([made], model)[0],
        )
        for at, made in history_of_form(path, since, limit)
    ]
    writing.write(form_history_report(path, steps))
