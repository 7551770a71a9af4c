import pytest

import timetax
from tests.made import bundled

TABLES = timetax.tabulate(bundled())


def selected(*texts: str) -> set[str]:
    chosen = timetax.select(TABLES, [timetax.parse_selection(text) for text in texts])
    return set(chosen.forms["form"])


def test_a_field_selects_by_value_in_any_case() -> None:
    assert selected("form=IRS-1040") == {"irs-1040"}


def test_a_glob_and_a_list_of_patterns_select_any_that_match() -> None:
    assert selected("form=state-ds8*,irs-1040") == {"state-ds82", "irs-1040"}


def test_a_negation_selects_the_others() -> None:
    assert selected("agency!=TREAS") == set(TABLES.forms["form"]) - selected("agency=TREAS")
    assert selected("form!=irs-1040,irs-941") == set(TABLES.forms["form"]) - {"irs-1040", "irs-941"}


def test_several_selections_must_all_hold() -> None:
    assert selected("agency=VA", "life_event=death*") == selected("agency=VA") & selected(
        "life_event=death-of-a-family-member"
    )


def test_an_agency_takes_those_below_it_along() -> None:
    assert selected("agency=VA") > selected("agency=VBA")
    assert selected("agency=VA") == selected("department=VA")


@pytest.mark.parametrize("spelling", ["IRS", "irs", "Internal Revenue Service", "1545"])
def test_an_agency_is_known_by_id_name_acronym_and_code(spelling: str) -> None:
    assert selected(f"agency={spelling}") == selected("agency=IRS")


def test_an_agency_that_is_no_department_is_not_one() -> None:
    with pytest.raises(timetax.InputError, match="no form has department 'IRS'"):
        selected("department=IRS")


def test_a_year_and_a_number_are_compared_as_they_are_written() -> None:
    assert selected("estimate_year=1995") == {"va-21-526-1995"}
    assert selected("control_number=1545-0074") == {"irs-1040"}
    assert selected("form_number=1040") == {"irs-1040"}


def test_affected_public_selects_by_slug_and_by_name() -> None:
    assert selected("affected_public=private-sector") == selected("affected_public=private sector")


def test_a_value_that_no_form_has_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(timetax.InputError, match=r"no form has agency 'IRZ'; did you mean 'IRS'\?"):
        selected("agency=IRZ")


def test_an_unknown_field_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(timetax.InputError, match="unknown field 'agencies'; did you mean 'agency'"):
        selected("agencies=IRS")


@pytest.mark.parametrize("text", ["agency", "agency=", "agency=,", "=IRS"])
def test_a_selection_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(timetax.InputError):
        timetax.parse_selection(text)


def test_user_text_is_only_ever_compared() -> None:
    with pytest.raises(timetax.InputError, match="no form has title"):
        selected("title=__import__('os').system('true')")


def test_a_selection_that_leaves_nothing_is_no_mistake() -> None:
    assert selected("agency=IRS", "life_event=farming") == set()


def test_what_was_counted_on_forms_selects_them_by_number_and_by_class() -> None:
    questions = {
        form.id: sum(count for _, count in form.instrument.questions)
        for form in bundled().forms
        if form.instrument
    }
    over = {form for form, count in questions.items() if count > 72}
    assert selected("questions > 72") == over
    assert selected("questions >= 72") == over | {"va-26-1880"}
    assert selected("questions<=72") == set(questions) - over
    assert selected("questions=72") == {"va-26-1880"}
    assert selected("questions=51 to 100") == {
        form for form, count in questions.items() if 50 < count <= 100
    }
    assert selected("pages > 8", "words>5000") <= over


def test_a_year_is_compared_and_what_is_no_number_is_not() -> None:
    years = TABLES.forms.set_index("form")["estimate_year"].dropna()
    assert selected("estimate_year < 2000") == set(years.index[years < 2000])
    with pytest.raises(timetax.InputError, match=r"agency is no number; .* questions"):
        selected("agency > 3")
    with pytest.raises(timetax.InputError, match="write 1000 or 1_000"):
        selected("words > 1,000")
    with pytest.raises(timetax.InputError, match="no form has pages '> 900'"):
        selected("pages > 900")
