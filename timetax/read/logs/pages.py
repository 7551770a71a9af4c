"""Reads published analytics: tables of pages with visits and average seconds of a visit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from timetax.findings import Finding, InputError, Position
from timetax.read.logs.files import LogFiles, delimiter_in
from timetax.read.logs.forms_map import FormPages, FormsMap
from timetax.read.logs.mistakes import not_read
from timetax.read.logs.patterns import SCHEME, fixed_part, is_like
from timetax.tables.visits import FormVisits, Step
from timetax.wording.hints import shown
from timetax.wording.lists import some

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_MISTAKES = 20
"""How many wrong cells are named; with more, the column is another one."""


def read_pages(
    files: LogFiles, columns: Mapping[str, str], forms: FormsMap
) -> tuple[list[FormVisits], list[str]]:
    """Return the steps of each form of a map, in its order, and notes on what was left out.

    A page stands in several rows, such as one a title: its visits are added, and its seconds are
    the average over all of them.

    Raises:
        InputError: a file cannot be read, a figure is none, or a page belongs to two forms.
    """
    import numpy as np
    import pandas as pd

    begins = tuple(fixed_part(pattern) for form in forms.forms for pattern in form.pages)
    frames = [_read(path, files, columns) for path in files.paths]
    table = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
    addresses = table["page"].str.strip()
    if addresses.str.contains("://", regex=False).any():
        addresses = addresses.str.replace(SCHEME, "", regex=True)
    named = addresses.str.startswith(begins, na=False)
    likely = table[named]
    codes, found = pd.factorize(addresses[named])
    visits = np.bincount(codes, likely["visits"], len(found))
    spent = np.bincount(codes, likely["visits"] * likely["seconds"], len(found))
    pages = found.tolist()
    owners = _owners(pages, forms.forms, files.name)
    owned = np.isin(codes, list(owners)).sum()
    notes = []
    if owned < len(table):
        notes.append(f"Of no form of the map: {len(table) - owned:,} of {len(table):,} rows.")
    return [
        _form(each, owners, pages, visits.tolist(), spent.tolist()) for each in forms.forms
    ], notes


def _read(path: str, files: LogFiles, columns: Mapping[str, str]) -> "pd.DataFrame":
    import pandas as pd

    wanted = [columns[key] for key in ("page", "visits", "average_seconds")]
    try:
        if files.format == "csv":
            # Every column is read: only so are rows noticed that have more cells than headings.
            table = pd.read_csv(path, sep=delimiter_in(path), index_col=False)
        elif files.format == "json":
            table = pd.read_json(path, lines=True, precise_float=True)[wanted]
        else:
            table = pd.read_parquet(path, columns=wanted)
    except ImportError as error:
        message = "pages in Parquet are read with pyarrow: pip install 'timetax[parquet]'"
        raise InputError([Finding(Position(path), "input", message)]) from error
    except Exception as error:  # whatever a broken file makes pandas say
        raise not_read(replace(files, paths=(path,))) from error
    named = table[wanted].set_axis(["page", "visits", "seconds"], axis=1)
    named["page"] = named["page"].astype("str")
    mistakes: list[Finding] = []
    for key, heading in zip(("visits", "seconds"), wanted[1:], strict=True):
        figures = _figures(named[key])
        wrong = ~(figures.ge(0) & figures.lt(float("inf")))
        mistakes += _wrong(named[key], wrong.to_numpy(), path, heading)
        named[key] = figures.astype("float64")
    if mistakes:
        raise InputError(mistakes)
    return named


def _figures(cells: "pd.Series[float]") -> "pd.Series[float]":
    """Return the numbers of cells, NaN for what is none or is larger than any."""
    import pandas as pd

    try:
        return pd.to_numeric(cells, errors="coerce")
    except OverflowError:  # whole numbers of hundreds of digits
        return pd.to_numeric(cells.astype("str"), errors="coerce")


def _wrong(
    cells: "pd.Series[float]", wrong: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    path: str, heading: str,
) -> Iterator[Finding]:  # fmt: skip
    places = wrong.nonzero()[0].tolist()
    for place in places[:MOST_MISTAKES]:
        (cell,) = cells.iloc[[place]].tolist()
        found = shown(cell if cell == cell else None)
        message = f"{heading}: must be a number, zero or more, and here is {found}"
        yield Finding(Position(path, place + 2, 1), "value", message)
    if len(places) > MOST_MISTAKES:
        message = f"{heading}: {len(places) - MOST_MISTAKES:,} more cells are no such number"
        yield Finding(Position(path), "value", message)


def _owners(pages: Sequence[str], forms: Sequence[FormPages], name: str) -> dict[int, FormPages]:
    """Return the form of each page, by the place of the page."""
    begins = [(each, tuple(map(fixed_part, each.pages))) for each in forms]
    owners: dict[int, FormPages] = {}
    twice: dict[tuple[str, str], list[str]] = {}
    for place, page in enumerate(pages):
        for form, fixed in begins:
            if page.startswith(fixed) and is_like(page, form.pages):
                if place in owners:
                    twice.setdefault((owners[place].form, form.form), []).append(page)
                owners[place] = form
    if twice:
        raise InputError(
            Finding(
                Position(name),
                "map",
                f"the map gives {some(found, 3)} to {first!r} and to {second!r}; "
                "narrow the patterns of one",
            )
            for (first, second), found in twice.items()
        )
    return owners


def _form(
    form: FormPages,
    owners: Mapping[int, FormPages],
    pages: Sequence[str],
    visits: "Sequence[float]",
    spent: "Sequence[float]",
) -> FormVisits:
    steps: list[Step] = []
    left_out: list[Step] = []
    last = 0.0
    for place, owner in owners.items():
        count = visits[place]
        if owner is not form or not count:
            continue
        step = Step(pages[place], count, spent[place] / count)
        if not form.counts(step.page):
            left_out.append(step)
            continue
        steps.append(step)
        last += count if is_like(step.page, form.last) else 0
    return FormVisits(form.form, tuple(steps), last, tuple(left_out), _why_not(form, steps, last))


def _why_not(form: FormPages, steps: Sequence[Step], last: float) -> str:
    if not steps:
        return "no page of the table is like its pages"
    if not form.last:
        return "the map does not say which page is its last: give `last:`"
    return "" if last else f"no page of the table is like its last, {', '.join(form.last)}"
