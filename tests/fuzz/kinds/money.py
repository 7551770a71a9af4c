"""Catalogues with costs: the accounts of a book are the sums of forms, and these of duties."""

from fractions import Fraction
from functools import cache
from pathlib import Path

import timetax
from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import require_exact
from timetax.engine.money.book import BOOKS, Terms, book_named, terms_of
from timetax.engine.money.costing import costs_of
from timetax.engine.money.model import Amounts
from timetax.read.inputs import Blob
from timetax.render.formats import text
from timetax.reports.cost import cost_report

_COSTS = b"""\
timetax: 1
currency: USD
tariffs:
- {id: clerk, jurisdiction: US, hourly_wage: {low: 20, likely: 30, high: 45}, currency: USD}
- {id: owner, jurisdiction: US, hourly_wage: 40, hourly_benefits: 9.5, currency: USD}
forms:
- id: a
  title: A
  agency: X
  affected_public: [individuals]
  respondents: 60
  responses_per_respondent: 2
  minutes_per_response: {low: 2, likely: 3, high: 9}
  cost:
    price_year: 2024
    recurring:
    - {tariff: clerk, minutes_per_response: 3, share_of_responses: 0.25, duty: reporting}
    - {purchases_per_response: 1.5, note: Postage}
    one_off: {tariff: owner, minutes_per_respondent: 90, share_of_respondents: 0.5}
    business_as_usual: 0.1
    government: {tariff: clerk, hours: 12, purchases: 100}
    published: {amount: 700, kind: out-of-pocket, price_year: 2023}
- {id: b, title: B, agency: X, responses: 60, published_hours: 7, published_cost: 30}
"""


@cache
def _rules(name: str) -> Terms:
    return terms_of(book_named(name))


def _read(data: bytes) -> None:
    tables = timetax.tabulate(timetax.load(Blob("mutant", data)))
    require_exact(tables)
    tables = timetax.with_burden(tables)
    name = list(BOOKS)[len(data) % len(BOOKS)]  # one of them, for the sake of time
    costs = costs_of(tables, book_named(name), _rules(name))
    assert costs.total == Amounts.sum([each.amounts for each in reversed(costs.forms)])
    for form in costs.forms:
        of_duties = Amounts.sum(list(form.by_duty.values()))
        assert _known(of_duties) == _known(form.amounts), (name, form.form)
    text.render(cost_report(tables, costs, name))


def _known(amounts: Amounts) -> dict[str, Fraction]:
    return {account: amount for account, amount in amounts.accounts.items() if amount}


def _arguments(data: bytes, path: Path) -> list[str]:
    return ["cost", str(path), "--book", "us-pra"]


KIND = Kind(
    [_COSTS, (ROOT / "tests/examples/good/every-key.yaml").read_bytes()],
    _read,
    ".yaml",
    arguments=_arguments,
)
