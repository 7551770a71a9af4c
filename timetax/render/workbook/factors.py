"""The sheet of forms: factors as values, and hours, totals and shares as formulas over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from timetax.engine.totals import counted, weighted_rows
from timetax.render.workbook.book import Book, Sheet, address
from timetax.render.workbook.columns import head
from timetax.reports.fields import field_columns, headings_of
from timetax.reports.report import Column
from timetax.tables.layouts import FIELDS, MEMBERSHIPS, Tables
from timetax.wording.numbers import Kind

if TYPE_CHECKING:
    import pandas as pd

FORMS = "Forms"

_FIRST = (Column("form", "form"), Column("title", "title"))
_FACTORS = (
    Column("respondents", "respondents", Kind.RESPONSES),
    Column("responses_per_respondent", "responses each", Kind.NUMBER),
    Column("responses", "responses a year", Kind.RESPONSES),
    Column("minutes_per_response", "minutes each", Kind.NUMBER),
    Column("burden_hours", "hours a year", Kind.HOURS),
    Column("share", "share", Kind.SHARE),
    Column("counted_responses", "responses with hours", Kind.RESPONSES),
    Column("factor_hours", "hours of factors", Kind.HOURS),
    Column("cost_per_response", "money each", Kind.NUMBER),
    Column("cost", "money a year", Kind.RESPONSES),
    Column("minutes_basis", "minutes are"),
    Column("estimate_year", "year", Kind.YEAR),
    Column("source", "source"),
)
_VALUES = (
    *("respondents", "responses_per_respondent", "responses", "minutes_per_response"),
    *("burden_hours", "cost_per_response", "cost"),
)
"""Columns of what may be changed, where it is a value."""

TOTALS = (
    ("total_hours", "burden_hours"),
    ("total_responses", "counted_responses"),
    ("total_factor_hours", "factor_hours"),
    ("total_cost", "cost"),
)
"""The names of totals, and the columns that they add up."""


ADDED = ("burden_hours", "counted_responses", "factor_hours")
"""What totals by fields add up. Minutes each are of the hours that factors give: of hours that are
known only as published no minutes are."""


@dataclass(frozen=True)
class Rows:
    """Rows that totals are added up from: a row a form, or a form and one of its values.

    Attributes:
        sheet: the sheet.
        frame: the values of fields, and hours and responses as they were computed.
        columns: the place of each column.
    """

    sheet: Sheet
    frame: "pd.DataFrame"
    columns: dict[str, int]

    @cached_property
    def row_of_form(self) -> dict[str, int]:
        """The row of each form, where there is a row a form."""
        return {form: row for row, form in enumerate(self.frame["form"].tolist(), start=1)}

    def range(self, key: str) -> str:
        """Return how a formula calls the column of a key."""
        return self.sheet.range(1, max(len(self.frame), 1), self.columns[key])


class Factors:
    """The forms of tables (with burden) in a workbook, and the rows that each field adds up."""

    def __init__(self, book: Book, tables: Tables) -> None:
        self._book = book
        tables = counted(tables)
        forms = tables.forms.reset_index(drop=True)
        self._tables = replace(tables, forms=forms.assign(node=range(len(forms))))
        self.forms = _forms(book, self._tables)
        self._memberships: dict[tuple[str, ...], Rows] = {}

    def rows_for(self, by: Sequence[str]) -> Rows | None:
        """Return the rows that totals by fields are added up from; None if there are none such."""
        if not by or not set(by) <= set(FIELDS):
            return None
        if not set(by) & set(MEMBERSHIPS):
            return self.forms
        fields = tuple(by)
        if fields not in self._memberships:
            self._memberships[fields] = _members(self._book, self._tables, self.forms, fields)
        return self._memberships[fields]


def _forms(book: Book, tables: Tables) -> Rows:
    """Write the sheet of forms, and return its rows."""
    sheet = book.sheet(FORMS)
    forms = tables.forms
    single = [
        column
        for field in FIELDS
        if field not in MEMBERSHIPS and field not in ("form", "minutes_basis", "estimate_year")
        for column in field_columns(field)
        if forms[column.key].notna().any()
    ]
    columns = (*_FIRST, *single, *_FACTORS)
    frame = forms.assign(
        counted_responses=forms["responses"].where(forms["burden_hours"].notna()),
        factor_hours=forms["burden_hours"].where(~forms["as_published"]),
    )
    whole = frame["burden_hours"].sum()
    frame = frame.assign(share=frame["burden_hours"] / whole if whole else float("nan"))
    places = {column.key: place for place, column in enumerate(columns)}
    last = max(len(frame), 1)
    values = {key: _plain(frame[key]) for key in (*places, "as_published")}
    head(sheet, columns, len(frame), [values[each.key] for each in columns])
    formats = {each.key: book.number(each.kind) for each in columns}
    changed = {key: book.number(_kind_of(columns, key), font_color="#0000c0") for key in _VALUES}
    for place, column in enumerate(columns):
        for number, value in enumerate(values[column.key]):
            form = changed.get(column.key, formats[column.key])
            made = _formula(column.key, number + 1, places, values, number)
            if made is None:
                sheet.write(number + 1, place, value, form)
            else:
                sheet.formula(number + 1, place, made, value, formats[column.key])
    bold = {key: book.number(_kind_of(columns, key), bold=True, top=1) for _, key in TOTALS}
    sheet.write(last + 1, 0, "Total", book.format(bold=True, top=1))
    for name, key in TOTALS:
        total = frame[key].sum()
        sheet.formula(last + 1, places[key], f"=SUM({_own(places[key], last)})", total, bold[key])
        book.name(name, sheet, last + 1, places[key])
    sheet.write(last + 3, 0, "Blue figures are factors: change one, and all that follows changes.")
    return Rows(sheet, frame, places)


def _own(place: int, last: int) -> str:
    return f"{address(1, place)}:{address(last, place)}"


def _kind_of(columns: Sequence[Column], key: str) -> Kind:
    return next(each.kind for each in columns if each.key == key)


def _formula(
    key: str, row: int, places: dict[str, int], values: dict[str, list[Any]], number: int
) -> str | None:
    """Return the formula of a cell; None where it holds a value, which no factors give."""

    def of(name: str) -> str:
        return address(row, places[name])

    def given(*names: str) -> list[Any]:
        return [values[name][number] for name in names]

    value = values[key][number]
    if key == "responses":
        people, each = given("respondents", "responses_per_respondent")
        if (
            people is None
            or value is None
            or not _is(people * (1.0 if each is None else each), value)
        ):
            return None
        frequency = of("responses_per_respondent")
        return f'={of("respondents")}*IF({frequency}="",1,{frequency})'
    if key in ("burden_hours", "cost"):
        factor = "minutes_per_response" if key == "burden_hours" else "cost_per_response"
        per = 60 if key == "burden_hours" else 1
        responses, each = given("responses", factor)
        if value is not None and (
            None in (responses, each) or not _is(responses * each / per, value)
        ):
            return None  # it was given whole
        known = f'OR({of("responses")}="",{of(factor)}="")'
        divided = f"/{per}" if per > 1 else ""
        return f'=IF({known},"",{of("responses")}*{of(factor)}{divided})'
    if key == "share":
        return f'=IF(OR({of("burden_hours")}="",total_hours=0),"",{of("burden_hours")}/total_hours)'
    if key == "factor_hours":
        hours = of("burden_hours")
        return None if values["as_published"][number] else f'=IF({hours}="","",{hours})'
    if key == "counted_responses":
        known = f'OR({of("burden_hours")}="",{of("responses")}="")'
        return f'=IF({known},"",{of("responses")})'
    return None


def _is(made: float, value: float) -> bool:
    """Return whether a product is a value, but for what rounding loses."""
    return abs(made - value) <= abs(value) * 1e-12


def _members(book: Book, tables: Tables, forms: Rows, fields: tuple[str, ...]) -> Rows:
    """Write the sheet of forms and their values of fields of which a form may have several."""
    named = [column for field in fields if field != "form" for column in field_columns(field)]
    rows = weighted_rows(tables, fields)
    nodes = rows["node"].to_numpy()
    frame = rows.assign(
        form=forms.frame["form"].to_numpy()[nodes],
        burden_hours=forms.frame["burden_hours"].to_numpy()[nodes] * rows["weight"].to_numpy(),
        counted_responses=forms.frame["counted_responses"].to_numpy()[nodes]
        * rows["weight"].to_numpy(),
        factor_hours=forms.frame["factor_hours"].to_numpy()[nodes] * rows["weight"].to_numpy(),
    )
    columns = (
        Column("form", "form"),
        *named,
        Column("weight", "part that counts", Kind.NUMBER),
        Column("burden_hours", "hours a year", Kind.HOURS),
        Column("counted_responses", "responses with hours", Kind.RESPONSES),
        Column("factor_hours", "hours of factors", Kind.HOURS),
    )
    sheet = book.sheet(f"{FORMS} by {headings_of(fields)}")
    values = [_plain(frame[each.key]) for each in columns]
    head(sheet, columns, len(frame), values)
    for place, column in enumerate(columns):
        form = book.number(column.kind)
        for number, value in enumerate(values[place]):
            if column.key in ADDED:
                whole = forms.sheet.cell(int(nodes[number]) + 1, forms.columns[column.key])
                weight = address(number + 1, len(named) + 1)
                made = f'=IF({whole}="","",{whole}*{weight})'
                sheet.formula(number + 1, place, made, value, form)
            else:
                sheet.write(number + 1, place, value, form)
    return Rows(sheet, frame, {column.key: place for place, column in enumerate(columns)})


def _plain(values: "pd.Series[Any]") -> list[Any]:
    import pandas as pd

    return [None if pd.isna(each) else each for each in values.tolist()]
