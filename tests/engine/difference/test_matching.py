"""Which forms of two versions are the same."""

import pytest

from tests.engine.difference.versions import between, row
from timetax import InputError
from timetax.engine.difference.model import Status

FIGURES = {"responses": 60, "minutes_per_response": 10}


def test_forms_with_the_same_id_are_the_same_whatever_else_they_say() -> None:
    found = between(
        [FIGURES | {"id": "a", "title": "One", "control_number": "1545-0001"}],
        [FIGURES | {"id": "a", "title": "Other", "control_number": "1545-0002"}],
    )
    assert found.is_empty


@pytest.mark.parametrize("reference", ["icr_reference", "control_number"])
def test_a_form_with_another_id_is_the_same_by_a_reference_with_its_form_number(
    reference: str,
) -> None:
    same = {reference: "2900-0001", "form_number": "21-526"}
    found = between([{"id": "old", **same} | FIGURES], [{"id": "new", **same} | FIGURES])
    assert row(found, "new")["status"] == Status.RENAMED
    assert row(found, "new")["was"] == "old"
    assert found.change_hours == 0


def test_a_renamed_form_that_also_changes_is_one_changed_form() -> None:
    same = {"control_number": "2900-0001", "form_number": "21-526"}
    found = between(
        [{"id": "old", **same} | FIGURES],
        [{"id": "new", **same} | FIGURES | {"minutes_per_response": 20}],
    )
    (only,) = found.forms.to_dict("records")
    assert (only["status"], only["was"], only["change_hours"]) == (Status.CHANGED, "old", 10)


def test_a_control_number_alone_makes_no_form_the_same() -> None:
    same = {"control_number": "2900-0001"}
    found = between(
        [{"id": "old", "title": "One", **same} | FIGURES],
        [{"id": "new", "title": "Other", **same} | FIGURES],
    )
    assert set(found.forms["status"]) == {Status.NEW, Status.REMOVED}


def test_without_form_numbers_the_title_beside_the_control_number_tells() -> None:
    same = {"control_number": "2900-0001"}
    titles = ({"title": "One"}, {"title": "Other"})
    found = between(
        [{"id": f"old-{i}", **same, **each} | FIGURES for i, each in enumerate(titles)],
        [{"id": f"new-{i}", **same, **each} | FIGURES for i, each in enumerate(titles)],
    )
    assert dict(zip(found.forms["form"], found.forms["was"], strict=True)) == {
        "new-0": "old-0",
        "new-1": "old-1",
    }


def test_forms_with_different_form_numbers_are_not_the_same_for_sharing_a_request() -> None:
    request = {"icr_reference": "202401-2900-001"}
    found = between(
        [{"id": "old", **request, "form_number": "DS-1"} | FIGURES],
        [{"id": "new", **request, "form_number": "DS-2"} | FIGURES],
    )
    assert set(found.forms["status"]) == {Status.NEW, Status.REMOVED}


def test_titles_tell_apart_what_shares_a_reference_and_a_form_number() -> None:
    same = {"control_number": "2900-0001", "form_number": "DS-1"}
    found = between(
        [{"id": "a", "title": "One", **same} | FIGURES, {"id": "b", "title": "Two", **same}],
        [{"id": "c", "title": "Two", **same}, {"id": "d", "title": "One", **same} | FIGURES],
    )
    assert row(found, "d")["was"] == "a"
    assert row(found, "c")["was"] == "b"


def test_what_could_be_either_of_two_forms_is_an_error_that_says_what_to_do() -> None:
    same = {"control_number": "2900-0001", "form_number": "DS-1"}
    with pytest.raises(InputError) as raised:
        between([{"id": "a", **same}, {"id": "b", **same}], [{"id": "c", "title": "C", **same}])
    (finding,) = raised.value.findings
    assert str(finding) == (
        "forms.yaml: error: control number 2900-0001 with form number DS-1 is that of 'a', 'b' "
        "before and of 'c' now, so it cannot be told which is which; give them the ids that they "
        "had, say `replaces: a` in the form that it is, or match by id alone with `--match id` "
        "[ambiguous]"
    )


def test_each_doubt_is_reported_in_one_run() -> None:
    forms = [
        {"id": f"{number}-{i}", "control_number": "2900-0001", "form_number": number}
        for number in ("DS-1", "DS-2")
        for i in range(2)
    ]
    with pytest.raises(InputError) as raised:
        between(forms, [each | {"id": f"new-{each['id']}"} for each in forms])
    assert len(raised.value.findings) == 2


def test_matching_by_id_alone_is_in_no_doubt() -> None:
    same = {"control_number": "2900-0001", "form_number": "DS-1"}
    found = between([{"id": "a", **same}, {"id": "b", **same}], [{"id": "c", **same}], match="id")
    assert found.counts[Status.NEW] == 1
    assert found.counts[Status.REMOVED] == 2


def test_an_unknown_way_of_matching_is_an_error() -> None:
    with pytest.raises(InputError, match="is one of auto, id"):
        between([], [], match="name")


def test_a_form_that_replaces_one_is_that_form_renamed() -> None:
    found = between([{"id": "a"} | FIGURES], [{"id": "b", "replaces": "a"} | FIGURES])
    assert row(found, "b")["status"] == Status.RENAMED


def test_forms_that_one_replaces_are_merged_into_it() -> None:
    found = between(
        [{"id": "a"} | FIGURES, {"id": "b"} | FIGURES],
        [{"id": "c", "replaces": ["a", "b"]} | FIGURES],
    )
    (only,) = found.forms.to_dict("records")
    assert (only["form"], only["was"], only["status"]) == ("c", "a, b", Status.MERGED)
    assert (only["old_hours"], only["new_hours"], found.parts["merged"]) == (20, 10, -10)


def test_a_form_can_take_in_another_and_keep_its_id() -> None:
    found = between(
        [{"id": "a"} | FIGURES, {"id": "b"} | FIGURES],
        [{"id": "a", "replaces": "b"} | FIGURES],
    )
    assert row(found, "a")["status"] == Status.MERGED


def test_forms_that_replace_one_together_are_what_it_was_split_into() -> None:
    found = between(
        [{"id": "a"} | FIGURES],
        [{"id": "b", "replaces": "a"} | FIGURES, {"id": "c", "replaces": "a"} | FIGURES],
    )
    (only,) = found.forms.to_dict("records")
    assert (only["form"], only["was"], only["status"]) == ("b, c", "a", Status.SPLIT)


def test_what_was_replaced_before_the_older_version_says_nothing() -> None:
    form = {"id": "a", "replaces": ["long-gone"]} | FIGURES
    assert between([form], [form]).is_empty
