"""Headings of the field in German, French and Spanish are known where their meaning is sure."""

import pytest

from tests.read.tabular.wild import hours_read
from timetax.read.tabular.cells.words import times_a_year
from timetax.read.tabular.headings import recognised
from timetax.read.tabular.model import TableOptions

SURE = {
    ("form_number", None): "Formular|Nr. Formular|Formular-Nr.|N° formulaire|Número de formulario",
    ("title", None): "Name des Formulars|Bezeichnung|Nom du formulaire|Nombre del formulario",
    ("agency", None): "Behörde|Behoerde|Zuständige Behörde|Organisme|Organismo",
    ("department", None): "Ministerium|Ministère|Ministerio",
    ("responses", None): "Anzahl Fälle|Anzahl Faelle|Fallzahl|Fallzahl pro Jahr|Anträge pro Jahr|"
    "Nombre de cas|Nombre annuel de réponses|Número de casos|Casos al año",
    ("respondents", None): "Anzahl Betroffene|Anzahl der Unternehmen|Nombre de déclarants|"
    "Número de solicitantes",
    ("responses_per_respondent", None): "Meldungen je Unternehmen und Jahr|Häufigkeit pro Jahr|"
    "Réponses par répondant|Respuestas por encuestado",
    ("frequency", None): "Häufigkeit|Périodicité|Frecuencia",
    ("minutes_per_response", "minutes"): "Minuten pro Fall|Min./Fall|Dauer (Minuten)|"
    "Durée moyenne (min)|Minutos por caso",
    ("minutes_per_response", "hours"): "Std./Fall|Temps par réponse (heures)|Horas por respuesta",
    ("minutes_per_response", None): "Zeitaufwand|Temps|Tiempo por caso",
    ("published_hours", "hours"): "Stunden pro Jahr|Gesamtaufwand (Stunden)|Heures par an|"
    "Charge annuelle (heures)|Horas anuales",
}
UNCLEAR = ("Stunden", "Zeitaufwand (Std.)", "Charge (heures)", "Meldungen pro Jahr",
           "Respuestas por año")  # fmt: skip
UNKNOWN = ("Unternehmen", "Antrag", "Numéro de dossier", "Número de expediente", "Nombre",
           "Anzahl Formulare", "Lohnkosten", "Charge", "Media type", "Person")  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [(heading, meaning) for meaning, text in SURE.items() for heading in text.split("|")],
)
def test_a_heading_is_known_in_the_words_of_the_field(
    heading: str, meaning: tuple[str, str | None]
) -> None:
    found = recognised(heading)
    assert found is not None
    assert (found.key, found.unit, found.choices) == (*meaning, ())


def test_a_heading_that_may_mean_two_things_has_choices() -> None:
    for heading in UNCLEAR:
        found = recognised(heading)
        assert found is not None and len(found.choices) == 2, heading


def test_a_heading_of_names_and_numbers_of_cases_is_no_count() -> None:
    assert [each for each in UNKNOWN if recognised(each)] == []


def test_a_scale_is_seen_as_in_english() -> None:
    found = recognised("jährliche Fallzahl (Tsd.)")
    assert found is not None
    assert (found.key, found.scale) == ("responses", 1_000)


@pytest.mark.parametrize(
    ("text", "times"),
    [("vierteljährlich", "4"), ("alle 2 Jahre", "1/2"), ("4x jährlich", "4"), ("mensuelle", "12"),
     ("tous les 3 ans", "1/3"),
     ("1/year", "1"), ("4 per year", "4"), ("2x/Jahr", "2"),
     ("2 fois par an", "2"), ("cada 2 años", "1/2"), ("anual", "1")],
)  # fmt: skip
def test_how_often_is_known_in_words(text: str, times: str) -> None:
    assert times_a_year(text) == times


def test_a_sheet_of_an_analyst_in_berlin_is_read_with_its_sums_as_proofs() -> None:
    hours, notes = hours_read(
        "Formular;Behörde;Anzahl Fälle;Minuten pro Fall;Häufigkeit\n"
        "Elterngeld;Familienamt;12.500;45,5;einmalig\n"
        "Gewerbe;Ordnungsamt;3.200;20 Min.;jährlich\n"
        "Zwischensumme;;15.700;;\n"
        "Meldung A;Ordnungsamt;1.000;1 Std. 30 Min.;jährlich\n"
        "Gesamt;;16.700;;\n"
    )
    assert hours == pytest.approx(12_500 * 45.5 / 60 + 3_200 / 3 + 1_500)
    assert sum("file's own total of responses" in note for note in notes) == 2


def test_cases_beside_a_frequency_are_asked_about_and_each_answer_is_what_it_says() -> None:
    text = (
        "Formular;Behörde;Anzahl Fälle;Minuten pro Fall;Häufigkeit\n"
        "Elterngeld;Familienamt;12.500;45,5;1\nGewerbe;Ordnungsamt;3.200;20;4\n"
    )
    once = 12_500 * 45.5 / 60
    hours, (question,) = hours_read(text)
    assert hours is None
    assert '`--map "Anzahl Fälle"=responses` (those of a year)' in question
    of_a_year, _ = hours_read(text, TableOptions({"Anzahl Fälle": "responses"}))
    of_one_time, _ = hours_read(text, TableOptions({"Anzahl Fälle": "respondents"}))
    assert of_a_year == pytest.approx(once + 3_200 / 3)
    assert of_one_time == pytest.approx(once + 4 * 3_200 / 3)


LABELS = ("Ensemble", "Total général", "Sous-total", "Summe", "Gesamt", "Suma total",
          "Summe aller Ämter", "\u03a3", "\u2211")  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_sum_is_known_by_its_label(label: str) -> None:
    hours, _ = hours_read(
        "Formulaire;Organisme;Nombre de déclarants;Périodicité;Durée moyenne (min)\n"
        f"TVA;DGFiP;1 000;mensuelle;30\nRSA;CAF;2 000;annuelle;60\n{label};;3 000;;\n"
    )
    assert hours == 8_000
