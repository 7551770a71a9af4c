import pytest

from timetax.catalogue.references import check_references
from timetax.files.yaml import Document, File, parse

FORM = "title: T, agency: CITY"


def linked(*texts: str) -> list[str]:
    """Return what is wrong between the entries of files a.yaml, b.yaml, ..."""
    documents: list[Document] = []
    for name, text in zip("abc", texts, strict=False):
        document = parse(File(f"{name}.yaml", f"timetax: 1\n{text}")).document
        assert document is not None
        documents.append(document)
    return [str(finding) for finding in check_references(documents)]


# Repeated ids


@pytest.mark.parametrize("section", ["agencies", "life_events", "forms"])
def test_a_repeated_id_is_an_error_that_names_both_places(section: str) -> None:
    assert linked(f"{section}:\n  - {{id: a}}\n  - {{id: b}}\n  - {{id: a}}\n") == [
        "a.yaml:5:10: error: the id 'a' is given twice (first at a.yaml:3:10) [duplicate-id]"
    ]


@pytest.mark.parametrize("section", ["agencies", "life_events", "forms"])
def test_an_id_repeated_in_another_file_is_an_error_that_names_both_files(section: str) -> None:
    text = f"{section}:\n  - {{id: a}}\n"
    assert linked(text, f"# a comment\n{text}") == [
        "b.yaml:4:10: error: the id 'a' is given twice (first at a.yaml:3:10) [duplicate-id]"
    ]


def test_every_repetition_of_an_id_names_the_first_place() -> None:
    text = "forms:\n  - {id: x}\n"
    assert linked(text, text, text) == [
        "b.yaml:3:10: error: the id 'x' is given twice (first at a.yaml:3:10) [duplicate-id]",
        "c.yaml:3:10: error: the id 'x' is given twice (first at a.yaml:3:10) [duplicate-id]",
    ]


def test_ids_that_differ_by_white_space_are_the_same() -> None:
    (message,) = linked("forms:\n  - {id: a}\n  - {id: ' a '}\n")
    assert "the id 'a' is given twice" in message


def test_ids_that_differ_by_case_are_different() -> None:
    assert linked("forms:\n  - {id: a}\n  - {id: A}\n") == []


def test_an_agency_a_life_event_and_a_form_may_have_the_same_id() -> None:
    assert linked("agencies: [{id: a}]\nlife_events: [{id: a}]\nforms: [{id: a}]\n") == []


# Agencies and life events


def test_agencies_and_life_events_are_taken_by_name_while_none_is_declared() -> None:
    assert linked("forms: [{id: a, title: T, agency: Anyone, life_events: [anything]}]\n") == []


def test_an_undeclared_agency_is_an_error_once_agencies_are_declared() -> None:
    text = (
        f"agencies:\n  - {{id: CITY}}\nforms:\n  - {{id: a, {FORM}}}\n  - {{id: b, agency: XX}}\n"
    )
    assert linked(text) == [
        "a.yaml:6:21: error: agency: 'XX' is not declared under `agencies:` [reference]"
    ]


def test_an_undeclared_life_event_is_an_error_once_life_events_are_declared() -> None:
    text = "life_events:\n  - {id: moving}\nforms:\n  - {id: a, life_events: [moving, xx]}\n"
    assert linked(text) == [
        "a.yaml:5:35: error: life_events: 'xx' is not declared under `life_events:` [reference]"
    ]


def test_life_events_with_shares_must_be_declared_as_well() -> None:
    text = "life_events:\n  - {id: moving}\nforms:\n  - {id: a, life_events: {movin: 0.4}}\n"
    assert linked(text) == [
        "a.yaml:5:34: error: life_events: 'movin' is not declared under `life_events:`; "
        "did you mean 'moving'? [reference]"
    ]


def test_an_empty_section_declares_that_there_is_none() -> None:
    assert linked(f"agencies: []\nforms: [{{id: a, {FORM}}}]\n") == [
        "a.yaml:3:35: error: agency: 'CITY' is not declared under `agencies:` [reference]"
    ]


def test_a_declaration_holds_for_all_files_whatever_their_order() -> None:
    forms = f"forms:\n  - {{id: a, {FORM}}}\n  - {{id: b, agency: XX}}\n"
    agencies = "agencies: [{id: CITY}]\n"
    assert [message[:6] for message in linked(forms, agencies)] == ["a.yaml"]
    assert [message[:6] for message in linked(agencies, forms)] == ["b.yaml"]


@pytest.mark.parametrize("spelling", ["City of Springfield", "CoS", "'0503'", "city", "CTIY"])
def test_an_agency_by_another_of_its_names_is_an_error_that_suggests_the_id(spelling: str) -> None:
    text = (
        "agencies: [{id: CITY, name: City of Springfield, acronym: CoS, code: '0503'}]\n"
        f"forms: [{{id: a, agency: {spelling}}}]\n"
    )
    text_of_name = spelling.strip("'")
    assert linked(text) == [
        f"a.yaml:3:25: error: agency: '{text_of_name}' is not declared under `agencies:`; "
        "did you mean 'CITY'? [reference]"
    ]


def test_a_name_of_one_agency_that_is_the_id_of_another_means_the_id() -> None:
    text = "agencies: [{id: A, acronym: B}, {id: B, acronym: A}]\nforms: [{id: f, agency: B}]\n"
    assert linked(text) == []


def test_white_space_around_a_reference_does_not_matter() -> None:
    text = "agencies: [{id: ' CITY'}]\nforms: [{id: a, agency: 'CITY '}]\n"
    assert linked(text) == []


# Parents


def test_an_unknown_parent_is_an_error() -> None:
    assert linked("agencies:\n  - {id: A, parent: SAA}\n  - {id: SSA}\n") == [
        "a.yaml:3:21: error: parent: 'SAA' is not declared under `agencies:`; "
        "did you mean 'SSA'? [reference]"
    ]


def test_a_parent_may_be_declared_later_and_in_another_file() -> None:
    assert linked("agencies: [{id: A, parent: B}]\n", "agencies: [{id: B}]\n") == []


def test_an_agency_cannot_be_its_own_parent() -> None:
    assert linked("agencies:\n  - {id: A, parent: A}\n") == [
        "a.yaml:3:21: error: parent: A > A goes round in a circle [reference]"
    ]


def test_a_circle_of_parents_is_reported_at_each_agency_in_it_and_at_no_other() -> None:
    text = "agencies:\n  - {id: A, parent: B}\n  - {id: B, parent: A}\n  - {id: C, parent: A}\n"
    assert linked(text) == [
        "a.yaml:3:21: error: parent: A > B > A goes round in a circle [reference]",
        "a.yaml:4:21: error: parent: B > A > B goes round in a circle [reference]",
    ]


def test_a_circle_of_parents_across_files_is_reported() -> None:
    texts = [f"agencies: [{{id: {a}, parent: {b}}}]\n" for a, b in ("AB", "BC", "CA")]
    assert [message[:6] for message in linked(*texts)] == ["a.yaml", "b.yaml", "c.yaml"]


def test_white_space_does_not_hide_a_circle_of_parents() -> None:
    assert len(linked("agencies: [{id: A, parent: 'B '}, {id: ' B', parent: A}]\n")) == 2


def test_a_long_line_of_parents_is_no_circle() -> None:
    agencies = "\n".join(f"  - {{id: a{i}, parent: a{i + 1}}}" for i in range(200))
    assert linked(f"agencies:\n{agencies}\n  - {{id: a200}}\n") == []


# Overlaps


def test_an_overlap_with_an_unknown_form_is_an_error() -> None:
    text = "forms:\n  - {id: cat-licence}\n  - {id: dog-licence, overlaps: [cat-license]}\n"
    assert linked(text) == [
        "a.yaml:4:34: error: overlaps: 'cat-license' is not declared under `forms:`; "
        "did you mean 'cat-licence'? [reference]"
    ]


def test_an_overlap_with_a_reason_must_name_a_form_as_well() -> None:
    text = "forms:\n  - {id: a, overlaps: {zzz: the same people}}\n"
    assert linked(text) == [
        "a.yaml:3:29: error: overlaps: 'zzz' is not declared under `forms:` [reference]"
    ]


def test_an_overlap_may_name_a_form_of_another_file() -> None:
    assert linked("forms: [{id: a, overlaps: b}]\n", "forms: [{id: b}]\n") == []


# Currencies


def test_files_in_different_currencies_cannot_be_merged() -> None:
    assert linked("currency: USD\n", "currency: CAD\n", "currency: USD\n") == [
        "b.yaml:2:11: error: currency: 'CAD' is not the 'USD' of a.yaml [value]"
    ]


def test_files_in_the_same_currency_can_be_merged() -> None:
    assert linked("currency: CAD\n", "currency: 'CAD '\n") == []


# What is of the wrong type is for the schema to say, and hides nothing here


@pytest.mark.parametrize(
    "text",
    [
        "forms: text\n",
        "forms: [text, [list], ~]\n",
        "forms: [{id: [a]}, {id: {a: b}}, {id: }, {}]\n",
        "agencies: {id: A}\n",
        "agencies: [{id: A, name: [x], parent: }]\n",
        "currency: [USD]\n",
    ],
)
def test_entries_of_the_wrong_type_are_passed_over(text: str) -> None:
    assert linked(text) == []


def test_a_document_that_is_no_mapping_is_passed_over() -> None:
    documents = [Document(File("a.yaml", ""), value) for value in (None, "text", ["list"])]
    assert check_references(documents) == []


def test_a_mistake_inside_an_entry_does_not_hide_one_between_entries() -> None:
    text = "forms:\n  - {id: a, respondents: -1, nonsense: 1}\n  - {id: a}\n"
    (message,) = linked(text)
    assert "the id 'a' is given twice" in message
