"""Money that was published of a form, and which account of a book it fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from timetax.engine.money.arithmetic import exact
from timetax.engine.money.book import Book, Terms
from timetax.engine.money.rates import in_prices_of
from timetax.findings import option_error

_ACCOUNTS = {
    "labour": "value_of_time",
    "out-of-pocket": "out_of_pocket",
    "annualised": "annualised",
    "eandcb": "annualised",
    "present-value": "present_value",
}


@dataclass(frozen=True)
class Published:
    """What the published money of a form fills; None where there is none.

    Attributes:
        value_of_time, out_of_pocket, annualised, present_value: the amounts.
        problems: why one of them could not be used, by account.
        years: the years of their prices.
        words: what was made of each, for people.
    """

    value_of_time: Fraction | None = None
    out_of_pocket: Fraction | None = None
    annualised: Fraction | None = None
    present_value: Fraction | None = None
    problems: Mapping[str, str] = field(default_factory=dict)
    years: tuple[int | None, ...] = ()
    words: tuple[tuple[str, Fraction], ...] = ()

    @property
    def amounts(self) -> bool:
        """Whether there are any."""
        return bool(self.words)


NOTHING = Published()


def published_of(
    rows: Sequence[Mapping[str, Any]],
    form: Mapping[str, Any],
    book: Book,
    terms: Terms,
    currency: str,
    *,
    works: bool = False,
    pays: bool = False,
) -> Published:
    """Return what published money of a form fills in a book.

    A monetised burden holds time and money out of pocket: less the latter it is the value of time.

    Args:
        rows: the amounts (`layouts.PUBLISHED_MONEY`).
        form: the form, with `cost`, its money out of pocket.
        book: the rules.
        terms: by what options they are applied.
        currency: that of the catalogue.
        works: whether the costs of the form itemise what is done; what was published of that then
            fills nothing, and `check` compares the two.
        pays: the same of what is paid.

    Raises:
        InputError: a monetised burden stands beside the value of the same time, or an account is
            filled twice.
    """
    if not rows:
        return NOTHING
    found: dict[str, Fraction] = {}
    problems: dict[str, str] = {}
    years: list[int | None] = []
    words: list[tuple[str, Fraction]] = []
    name = f"form {form['form']}"
    for row in rows:
        kind = row["kind"]
        account = _ACCOUNTS.get(kind, "value_of_time")
        problem, amount = _usable(row, book, terms, currency)
        if amount is None:
            problems.setdefault(account if account in _SHOWN else kind, problem)
            continue
        if kind in found:
            raise option_error(name, f"publishes its {kind} twice; keep the one that counts")
        found[kind] = amount
        years.append(row["price_year"] or form["estimate_year"])
        words.append((kind, amount))
    if "monetised-burden" in found:
        if works or "labour" in found:
            raise option_error(
                name,
                "gives a monetised burden, which holds the value of time, beside the value of that "
                "time: it would be counted twice; keep one of them",
            )
        paid = found.get("out-of-pocket")
        if paid is None and not pays and form["cost"] is not None and currency == book.currency:
            paid = exact(float(f"{form['cost']:.15g}"))
        if paid is None:
            problems["value_of_time"] = (
                "its monetised burden holds money out of pocket, which is not known by itself"
            )
        else:
            found["labour"] = found["monetised-burden"] - paid
    return Published(
        value_of_time=None if works else found.get("labour"),
        out_of_pocket=None if pays else found.get("out-of-pocket"),
        annualised=found.get("annualised", found.get("eandcb")),
        present_value=found.get("present-value"),
        problems=problems,
        years=tuple(years),
        words=tuple(words),
    )


_SHOWN = ("value_of_time", "out_of_pocket")


def _usable(
    row: Mapping[str, Any], book: Book, terms: Terms, currency: str
) -> tuple[str, Fraction | None]:
    """Return a published amount as a book takes it; or None, and first why it does not."""
    kind, money = row["kind"], row["currency"] or currency
    if kind != "out-of-pocket" and kind not in book.published:
        return f"the book does not know its published money ({kind})", None
    if money != book.currency:
        return f"its published money is in {money}, and the book counts {book.currency}", None
    moved, problem = in_prices_of(exact(row["amount"]), row["price_year"], terms)
    return (f"its published money {problem}" if problem else ""), moved
