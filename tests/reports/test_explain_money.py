"""How the money of one form is explained."""

import timetax
from tests import made
from tests.catalogue.test_money import CLERK, ITEMISED
from timetax.engine.money.book import book_named, terms_of
from timetax.reports.report import Report


def explained(form: dict[str, object], **sections: object) -> Report:
    catalogue = made.catalogue([form], **sections)
    tables = timetax.with_burden(timetax.tabulate(catalogue))
    book = book_named("us-pra")
    return timetax.explain_form(catalogue, tables, "form-0", ("us-pra", book, terms_of(book)))


def test_every_factor_stands_down_to_the_tariff_its_load_and_source() -> None:
    source = {"title": "OEWS May 2024", "url": "https://example.org/oews"}
    report = explained(ITEMISED, tariffs=[CLERK | {"source": source}])
    (section,) = (each for each in report.sections if each.key == "money")
    factors = {(row[1], row[2]) for row in section.rows}
    assert ("\N{MULTIPLICATION SIGN} clerk", 45.906) in factors
    assert ("= hours", 100.0) in factors
    assert ("= value of time", 3873.31875) in factors
    assert ("\N{MULTIPLICATION SIGN} not done anyway", 0.75) in factors
    bases = [row[4] for row in section.rows if row[1] == "\N{MULTIPLICATION SIGN} clerk"]
    assert bases[0] == "21.86 an hour x 2.1 on the wage, prices of 2024"
    assert "Tariff clerk: OEWS May 2024: https://example.org/oews" in section.notes
    assert report.data["money"]["accounts"]["value_of_time"] == 3873.31875


def test_hours_of_entries_that_are_not_those_of_the_form_are_said() -> None:
    report = explained(ITEMISED, tariffs=[CLERK])
    (section,) = (each for each in report.sections if each.key == "money")
    assert (
        "Its entries take 112.5 hours a year, and its burden is 125: the money is of the entries."
        in section.notes
    )


def test_a_form_that_is_not_costed_says_why() -> None:
    report = explained({"responses": 60, "minutes_per_response": 1})
    (section,) = (each for each in report.sections if each.key == "money")
    assert section.notes[0] == ("Not costed: it names no tariff, and does not say whom it affects.")


def test_without_a_book_nothing_is_said_of_money() -> None:
    catalogue = made.catalogue([ITEMISED], tariffs=[CLERK])
    tables = timetax.with_burden(timetax.tabulate(catalogue))
    report = timetax.explain_form(catalogue, tables, "form-0")
    assert "money" not in {each.key for each in report.sections}
    assert not report.data
