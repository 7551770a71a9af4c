"""Real inventories with real mistakes: what is wrong is found, and what is right is not."""

from dataclasses import replace

from tests.checks.examples import FOLDER, SETTINGS, findings
from timetax.findings import Finding

VA = FOLDER / "va-forms.yaml"
BURDEN = FOLDER / "burden-rows.yaml"


def subjects(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(each.rule, each.subject) for each in found}


def test_the_wrong_control_numbers_of_online_va_forms_are_found() -> None:
    """2900-8777 is well-formed and of the right agency: no format tells that nobody assigned it."""
    assert subjects(findings(VA, ["TT2"])) == {
        ("control-number-placeholder", "omb-2900-xxxx"),
        ("control-number-malformed", "omb-21-1900"),
        ("control-number-malformed", "omb-mock-form-patterns"),
    }


def test_every_expired_approval_of_online_va_forms_is_found() -> None:
    current = {"omb-2900-0666", "omb-2900-xxxx", "omb-2900-0886"}
    found = findings(VA, ["approval-expired"])
    assert len(found) == 15
    assert not current & {each.subject for each in found}
    assert subjects(findings(VA, ["approval-expires-soon"])) == {
        ("approval-expires-soon", "omb-2900-xxxx")
    }


def test_the_wrong_sums_of_published_tables_are_found_and_rounded_ones_are_not() -> None:
    """Half-up and upward rounding is no mistake: 0.08 hours as 1, 2.4 as 2, 4.5 as 5, 6.56 as 7."""
    assert subjects(findings(BURDEN, ["TT1"])) == {
        ("responses-missed", "vs-13-16-garbage-treatment-facility-inspection-state")
    }


def test_a_narrow_tolerance_finds_the_form_that_misses_by_less_than_one_percent() -> None:
    """Form 1045 misses by 0.08 %: 828,294 hours against 828,947, within the usual tolerance."""
    narrow = replace(SETTINGS, tolerance=0.0005)
    assert subjects(findings(BURDEN, ["TT1"], narrow)) == {
        ("responses-missed", "vs-13-16-garbage-treatment-facility-inspection-state"),
        ("published-hours-missed", "irs-form-1045"),
    }


def test_rows_that_repeat_a_collection_are_found_and_parts_of_one_request_are_not() -> None:
    assert subjects(findings(BURDEN, ["TT204", "TT205"])) == {
        ("counted-twice", "ds-11-application-for-a-u-s-passport-fr-05-13106"),
        ("overlap-undeclared", "snap-initial-application-review-state-agencies"),
    }


def test_the_numbers_of_collections_that_were_not_approved_yet_are_found() -> None:
    assert subjects(findings(BURDEN, ["TT201", "TT202", "TT203"])) == {
        ("control-number-placeholder", "notification-of-intent-business"),
        ("control-number-placeholder", "notification-of-intent-state"),
        ("control-number-placeholder", "sf-270-request-for-advance-or-reimbursement"),
        ("control-number-placeholder", "sf-425-federal-financial-report"),
    }


def test_labels_counted_as_responses_are_the_only_time_that_can_hardly_be() -> None:
    assert subjects(findings(BURDEN, ["TT601", "TT602"])) == {
        ("minutes-below-one", "labeling-and-traceback-business")
    }


def test_no_published_time_of_the_tables_is_taken_for_a_calculated_one() -> None:
    """The SNAP rows print 0.3173 and 0.0501 hours, which are odd minutes."""
    assert findings(BURDEN, ["TT403"]) == ()
