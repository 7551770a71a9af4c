"""Money: printed products that their factors miss, and time that is counted twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from timetax.catalogue.form import Form
from timetax.catalogue.money import PublishedMoney, Tariff
from timetax.catalogue.tariff_tables import standard_minutes, tariff_named
from timetax.checks.digits import decimals_written
from timetax.checks.rule import Entry, Inventory, Problem, Settings, rule
from timetax.engine.money.arithmetic import exact, half_up
from timetax.engine.money.products import Factor, readings_of, tolerance_of
from timetax.files.yaml import File, KeyPath
from timetax.findings import Severity
from timetax.wording.numbers import in_full

FAMILIES = {"TT80": "Money"}


@rule("TT801", Severity.WARNING)
def published_money_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Published money is not what its factors make.

    What it checks:
        That money of kind `labour` is the hours of the recurring entries at their loaded tariffs,
        and money of kind `out-of-pocket`, or `published_cost`, what these entries pay. The
        tolerance follows from the digits in which each factor is written: a factor of 0.1 may be
        from 0.05 to 0.15, and one of 0.10 from 0.095 to 0.105. Counts that are written whole are
        exact.

    Why it matters:
        Agencies display factors that are not those they costed, and round hours before they price
        them. The message says which reading gives the printed figure; if none does, factors or
        figure are wrong.

    Example:
        responses: 816
        cost:
          recurring: {tariff: us-uscg-2021, minutes_per_response: 4.8}
          published: {amount: 4_500, kind: labour}

    Use instead:
        responses: 816
        cost:
          recurring: {tariff: us-uscg-2021, minutes_per_response: 4.8}
          published: {amount: 4_177.92, kind: labour}
    """
    for entry in inventory.forms:
        cost = entry.model.cost
        if cost is None:
            continue
        for place, each in enumerate(cost.published):
            path = (
                ("cost", "published", place) if len(cost.published) > 1 else ("cost", "published")
            )
            products = _products(inventory, entry, each.kind)
            if products:
                yield from _missed(entry, path, each, products, each.kind)
        if entry.model.published_cost is not None and not any(
            each.kind == "out-of-pocket" for each in cost.published
        ):
            products = _products(inventory, entry, "out-of-pocket")
            if products:
                amount = PublishedMoney(amount=entry.model.published_cost, kind="out-of-pocket")
                yield from _missed(entry, ("published_cost",), amount, products, "published_cost")


@rule("TT802", Severity.ERROR)
def time_counted_twice(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A monetised burden stands beside the value of the same time.

    What it checks:
        That a form with published money of kind `monetised-burden`, which holds the value of time
        as the IRS prints it, gives no recurring entries with a tariff or minutes, and no published
        money of kind `labour`.

    Why it matters:
        Added to the value of time it would count the time twice; `cost` refuses it.

    Example:
        cost:
          recurring: {tariff: us-fra-2023, minutes_per_response: 60}
          published: {amount: 2_453, kind: monetised-burden}

    Use instead:
        cost:
          published:
            - {amount: 2_453, kind: monetised-burden}
            - {amount: 1_663, kind: out-of-pocket}
    """
    for entry in inventory.forms:
        cost = entry.model.cost
        kinds = {each.kind for each in cost.published} if cost else set()
        if cost is None or "monetised-burden" not in kinds:
            continue
        if "labour" in kinds or any(_works(each) for each in cost.recurring):
            message = (
                "cost: a monetised burden holds the value of time already, which stands beside it; "
                "keep one of them"
            )
            yield _problem(entry, ("cost", "published"), message)


def _works(each: Any) -> bool:
    return any((each.tariff, each.activity, each.minutes_per_response, each.minutes_per_respondent))


def _problem(entry: Entry[Form], path: tuple[str | int, ...], message: str) -> Problem:
    return Problem(entry.file, (*entry.path, *path), entry.model.id, message)


def _missed(
    entry: Entry[Form],
    path: tuple[str | int, ...],
    published: PublishedMoney,
    products: list[list[Factor]],
    named: str,
) -> Iterator[Problem]:
    """Yield the problem with a printed amount that is not the sum of products."""
    printed, at = exact(published.amount), (*entry.path, *path)
    ways = (at, (*at, "amount"), (*at, 0, "amount"))
    places = next(filter(None, (decimals_written(entry.file, each) for each in ways)), 0)
    made = sum((_product(each) for each in products), Fraction())
    tolerance = tolerance_of(products, published.amount, places)
    if abs(made - printed) <= tolerance:
        return
    found = [
        name for name, amount in readings_of(products) if _is(amount, published.amount, places)
    ]
    why = f"with {found[0]} they do" if found else "no reading of them does"
    message = (
        f"{named}: {in_full(published.amount)} is published, but its factors make "
        f"{in_full(float(made))}, give or take {in_full(float(half_up(tolerance, 2)))}; {why}"
    )
    yield _problem(entry, path, message)


def _product(factors: list[Factor]) -> Fraction:
    made = Fraction(1)
    for each in factors:
        made *= each.value
    return made


def _is(amount: Fraction, printed: float, written: int) -> bool:
    places = max(-int(Decimal(repr(printed)).normalize().as_tuple().exponent), written)
    return half_up(amount, places) == exact(printed)


def _products(inventory: Inventory, entry: Entry[Form], kind: str) -> list[list[Factor]]:
    """Return the factors of each entry; none where one of them is not known."""
    form = entry.model
    assert form.cost
    made = []
    for place, each in enumerate(form.cost.recurring):
        at = _Written(entry.file, entry.path, place)
        if kind == "labour" and _works(each):
            factors = _labour(inventory, form, each, at)
        elif kind == "out-of-pocket" and each.purchases_per_response is not None:
            factors = _counted(form, each, "responses", at, each.purchases_per_response)
        elif kind == "out-of-pocket" and each.purchases_per_respondent is not None:
            factors = _counted(form, each, "respondents", at, each.purchases_per_respondent)
        else:
            continue
        if factors is None:
            return []
        made.append(factors)
    usual = form.cost.business_as_usual
    left = [] if usual is None else [Factor.exactly("business as usual", 1 - exact(usual))]
    return [[*each, *left] for each in made]


@dataclass(frozen=True)
class _Written:
    """An entry of the recurring costs of a form as it is written in a file."""

    file: File
    form: KeyPath
    entry: int

    def decimals(self, key: str) -> int:
        """Return in how many decimals a figure of the entry is written, or else of the form."""
        cost = (*self.form, "cost", "recurring")
        ways = ((*cost, self.entry, key), (*cost, key), (*self.form, key))
        return next(filter(None, (decimals_written(self.file, each) for each in ways)), 0)


def _labour(inventory: Inventory, form: Form, each: Any, at: _Written) -> list[Factor] | None:
    from timetax.engine.money.rates import loaded_wage

    tariff: Tariff | None = None
    if each.tariff:
        tariff = inventory.catalogue.tariffs.get(each.tariff) or tariff_named(each.tariff)
    yearly = each.minutes_per_respondent is not None
    minutes = each.minutes_per_respondent if yearly else each.minutes_per_response
    if each.activity:
        minutes = standard_minutes(each.activity, each.complexity)
    elif minutes is None:
        minutes = form.minutes_per_response
    if tariff is None or minutes is None:
        return None
    counted = _counted(form, each, "respondents" if yearly else "responses", at)
    if counted is None:
        return None
    key = f"minutes_per_{'respondent' if yearly else 'response'}"
    hours = Factor.of("hours", float(minutes), Fraction(1, 60), at.decimals(key))
    place = inventory.catalogue.tariff_places.get(tariff.id)
    places = decimals_written(place[0], (*place[1], "hourly_wage")) if place else 0
    wage = Factor.of("rate", float(tariff.hourly_wage), places=places)
    load = loaded_wage(tariff) / wage.value if wage.value else Fraction(1)
    return [*counted, hours, wage.times(load)]


def _counted(
    form: Form, each: Any, what: str, at: _Written, price: float | None = None
) -> list[Factor] | None:
    figure = each.respondents
    if figure is None:
        figure = form.total_responses if what == "responses" else form.respondents
    if figure is None:
        return None
    made = [Factor.count(what, float(figure), at.decimals(what))]
    if each.respondents is not None and what == "responses" and form.responses_per_respondent:
        made.append(Factor.count("frequency", float(form.responses_per_respondent)))
    if each.share_of_responses is not None:
        made.append(Factor.exactly("share", exact(each.share_of_responses)))
    if price is not None:
        made.append(Factor.of("price", price, places=at.decimals(f"purchases_per_{what[:-1]}")))
    return made
