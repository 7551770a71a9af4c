"""What is done and paid for a form: the items of its costs, priced by a book."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from timetax.catalogue.tariff_tables import Default, defaults_of, tariff_named
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC
from timetax.engine.money.arithmetic import exact, in_hours
from timetax.engine.money.book import Book, Terms
from timetax.engine.money.model import Item
from timetax.engine.money.published import Published
from timetax.engine.money.rates import Rate, in_prices_of, rate_of
from timetax.wording.lists import listing

Entry: TypeAlias = Mapping[str, Any]
WHOLE = Fraction(1)


class About:
    """A form, whom it affects, and what holds for all of its costs."""

    def __init__(
        self, form: Entry, publics: tuple[str, ...], costed: Entry, currency: str, book: Book
    ) -> None:
        self.form = form
        self.in_hours = stays_in_hours(book, publics)
        self.publics = publics
        self.currency: str = costed.get("currency") or currency
        self.price_year: int | None = costed.get("price_year")
        self.begins: int | None = costed.get("begins")
        self.published_hours = exact(form["burden_hours"]) if form["as_published"] else None
        """The hours a year that are known only as published: no responses go with them."""
        usual = costed.get("business_as_usual")
        self.kept = WHOLE if usual is None else WHOLE - exact(usual)

    def count(self, what: str, entry: Entry) -> Fraction | None:
        """Return how many responses or respondents an entry is about; None if not known."""
        given = entry.get("respondents")
        figure = self.form[what] if given is None else given
        if figure is None:
            return None
        count = exact(figure)
        if given is not None and what == "responses":
            each = self.form["responses_per_respondent"]
            count *= WHOLE if each is None else exact(each)
        share = entry.get("share")
        return count if share is None else count * exact(share)

    def year_of(self, rate: Rate | None) -> int | None:
        """Return the year of the prices of what is paid beside a tariff."""
        year: int | None = self.price_year or (rate and rate.year) or self.form["estimate_year"]
        return year


def works(entry: Entry) -> bool:
    """Return whether an entry says that something is done."""
    if (
        entry["minutes_per_response"] is not None
        or entry["minutes_per_respondent"] is not None
        or entry["hours"] is not None
    ):
        return True
    return entry["tariff"] is not None and (entry["timing"] == "recurring" or not pays(entry))


def pays(entry: Entry) -> bool:
    """Return whether an entry says that something is paid."""
    return (
        entry["purchases_per_response"] is not None
        or entry["purchases_per_respondent"] is not None
        or entry["purchases"] is not None
    )


def people(publics: Sequence[str]) -> str:
    """Return those whom a form affects, in words."""
    return listing([AFFECTED_PUBLIC[each] for each in publics])


@dataclass
class ItemMaker:
    """Makes items of the costs of forms, by a book.

    Attributes:
        book, terms: the rules.
        rates: the tariffs that costs name; others are added as they are needed.
        used: the default tariffs that were taken, and for how many forms.
    """

    book: Book
    terms: Terms
    rates: dict[str, Rate]
    used: dict[str, tuple[Default, int]] = field(default_factory=dict)

    def items(self, about: About, entries: Sequence[Entry], published: Published) -> Iterator[Item]:
        """Yield what is done and paid for a form; what its costs do not say is as the form does."""
        for entry in entries:
            yield (
                self._delay(about, entry)
                if entry["timing"] == "delay"
                else self._item(about, entry)
            )
        recurring = [each for each in entries if each["timing"] == "recurring"]
        form = about.form
        if (
            not any(map(works, recurring))
            and published.value_of_time is None
            and "value_of_time" not in published.problems
            and (form["minutes_per_response"] is not None or about.published_hours is not None)
        ):
            made = {"timing": "recurring", "duty": form["duty"], "works": True, "of_form": True}
            made |= {"number": about.count("responses", {}), "counts": "responses"}
            self._worked_as_form(about, None, made, {})
            yield Item(**made)
        if (
            form["cost"] is not None
            and published.out_of_pocket is None
            and "out_of_pocket" not in published.problems
            and not any(map(pays, recurring))
        ):
            # The product of floats may miss a published cost by its last bit.
            cost = float(f"{form['cost']:.15g}")
            made = {"timing": "recurring", "duty": form["duty"], "pays": True}
            self._paid(about, made, WHOLE, exact(cost))
            yield Item(**made)

    def _item(self, about: About, entry: Entry) -> Item:
        timing, recurs = entry["timing"], entry["timing"] == "recurring"
        made = {
            "timing": timing,
            "what": entry["what"],
            "level": entry["level"],
            "duty": None if timing == "government" else entry["duty"],
            "works": works(entry),
            "pays": pays(entry),
            "first_year": int(entry["first_year"] or 1),
        }
        yearly = timing == "one_off" or entry["minutes_per_respondent"] is not None
        counts = "respondents" if yearly else "responses"
        if made["works"] and entry["hours"] is not None:
            made["hours"] = exact(entry["hours"])
            self._priced(about, entry["tariff"], made)
        elif made["works"]:
            minutes = entry[f"minutes_per_{counts[:-1]}"]
            made["number"], made["counts"] = about.count(counts, entry), counts
            if minutes is None and recurs:
                made["of_form"] = True
                self._worked_as_form(about, entry["tariff"], made, entry)
            else:
                self._worked(about, entry["tariff"], made, minutes)
        if made["pays"] and timing == "government":
            self._paid(about, made, WHOLE, exact(entry["purchases"]))
        elif made["pays"]:
            a_response = entry["purchases_per_response"] is not None
            counts = "responses" if a_response else "respondents"
            count = about.count(counts, entry)
            if not made["works"]:
                made |= {"number": count, "counts": counts}
            each = exact(entry[f"purchases_per_{counts[:-1]}"])
            self._paid(about, made, count, each, counts)
        return Item(**made)

    def _delay(self, about: About, entry: Entry) -> Item:
        made = {"timing": "delay", "what": entry["what"], "duty": about.form["duty"], "pays": True}
        if not self.book.counts_delay:
            return Item(**made, paid=None, problem="the book does not count delay")
        count = about.count("respondents", entry)
        made |= {"number": count, "counts": "respondents"}
        each = exact(entry["days"]) * exact(entry["cost_per_day"])
        self._paid(about, made, count, each, "respondents")
        return Item(**made)

    def _worked_as_form(
        self, about: About, tariff: str | None, made: dict[str, Any], entry: Entry
    ) -> None:
        """Add the work of an entry that takes the form's own time, or its hours as published."""
        if about.published_hours is None or entry.get("respondents") is not None:
            self._worked(about, tariff, made, about.form["minutes_per_response"])
            return
        share = entry.get("share")
        hours = about.published_hours * (WHOLE if share is None else exact(share))
        made |= {"number": None, "counts": "", "of_form": False, "hours": hours}
        self._priced(about, tariff, made)

    def _worked(
        self, about: About, tariff: str | None, made: dict[str, Any], minutes: float | None
    ) -> None:
        if minutes is None:
            made |= {"labour": None, "problem": "its minutes are not known"}
            return
        made["minutes"] = exact(minutes)
        if made["number"] is None:
            made |= {"labour": None, "problem": f"its {made['counts']} are not known"}
            return
        made["hours"] = made["number"] * in_hours(minutes)
        self._priced(about, tariff, made)

    def _priced(self, about: About, tariff: str | None, made: dict[str, Any]) -> None:
        government = made["timing"] == "government"
        if not government and about.in_hours:
            problem = f"the book leaves the time of {people(about.publics)} in hours"
            made |= {"labour": None, "problem": problem}
            return
        named = tariff is not None
        problem = ""
        if tariff is None:
            tariff, problem = self._default(about, government)
        if problem:
            made |= {"labour": None, "problem": problem}
            return
        rate = made["rate"] = self._rate(tariff)
        if rate.amount is None:
            made |= {"labour": None, "problem": rate.problem}
            return
        if not named:
            made["default"] = True
            found = defaults_of(self.book.jurisdiction)[about.publics[0]]
            self.used[tariff] = (found, self.used.get(tariff, (found, 0))[1] + 1)
        made["labour"] = made["hours"] * rate.amount

    def _default(self, about: About, government: bool) -> tuple[str, str]:
        """Return the default tariff of those whom a form affects, or why there is none."""
        if government:
            return "", "the work of government names no tariff"
        if not about.publics:
            return "", "it names no tariff, and does not say whom it affects"
        whom = people(about.publics)
        if len(about.publics) > 1:
            return "", f"it names no tariff, and affects {whom} in parts that are not known"
        (public,) = about.publics
        found = defaults_of(self.book.jurisdiction).get(public)
        if found is None or self.book.time[public] != "always":
            return "", f"it names no tariff, and the book has no default for {whom}"
        return found.tariff, ""

    def _rate(self, name: str) -> Rate:
        if name not in self.rates:
            tariff = tariff_named(name)
            assert tariff
            self.rates[name] = rate_of(tariff, self.book, self.terms)
        return self.rates[name]

    def _paid(
        self,
        about: About,
        made: dict[str, Any],
        count: Fraction | None,
        each: Fraction,
        counts: str = "",
    ) -> None:
        made["each"], made["pays_by"] = each, counts
        if each == 0:
            made["paid"] = each  # nothing is nothing in every currency and year
            return
        if count is None:
            problem = f"its {counts} are not known"
        elif about.currency != self.book.currency:
            problem = (
                f"what is paid is in {about.currency}, and the book counts {self.book.currency}"
            )
        else:
            moved, problem = in_prices_of(each, about.year_of(made.get("rate")), self.terms)
            if moved is not None:
                made["paid"] = moved * count
                return
            problem = f"what is paid {problem}"
        made |= {"paid": None, "problem": made.get("problem") or problem}


def stays_in_hours(book: Book, publics: Sequence[str]) -> bool:
    """Return whether a book leaves the time of all that it counts of a form's public in hours."""
    known = [book.time[each] for each in publics if each in book.time]
    return bool(known) and all(each == "never" for each in known)
