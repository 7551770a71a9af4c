import pytest

from timetax.read.instruments.printed import printed_in


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("OMB Approved No. 2900-0659 Respondent Burden: 1 hour 10 minutes", 70),
        ("The burden is estimated to average 30 minutes per response, including reviewing.", 30),
        ("OMB Burden Disclosure. Completing this form is estimated to take 22 minutes.", 22),
        ("We estimate that you will need an average of 15 minutes to review the instructions", 15),
        ("The time to complete this information collection is estimated to average one hour.", 60),
        ("burden is estimated to average thirty (30) minutes per response", 30),
        ("burden is estimated to average 1.5 hours per response", 90),
        ("burden is estimated to average half an hour per response", 30),
        ("public reporting burden averages 10 to 20 minutes per response", 15),
    ],
)
def test_a_claim_is_read(text: str, minutes: float) -> None:
    claim = printed_in([text]).claim
    assert claim
    assert claim.minutes == minutes
    assert str(text[:20]) in claim.sentence or claim.sentence in text


@pytest.mark.parametrize(
    "text",
    [
        "You may appeal within 30 minutes of the hearing.",
        "The office is open for 2 hours a day.",
        "The whole collection is estimated to average 390 hours per response.",
        "Allow 20 minutes for parking.",
    ],
)
def test_other_minutes_are_no_claim(text: str) -> None:
    assert printed_in([text]).claims == ()


def test_a_claim_that_is_printed_twice_is_one_and_two_that_differ_are_none() -> None:
    same = "Respondent Burden: 15 minutes"
    assert len(printed_in([same, same]).claims) == 1
    made = printed_in([same, "Respondent Burden: 5 minutes"])
    assert [(each.minutes, each.page) for each in made.claims] == [(15, 1), (5, 2)]
    assert made.claim is None


@pytest.mark.parametrize(
    ("text", "control", "number", "edition", "expires"),
    [
        (
            "OMB Control No. 2900-0858 Expiration Date: 07/31/2024 VA FORM MAR 2018 21-4142",
            "2900-0858",
            "21-4142",
            "2018-03",
            "2024-07-31",
        ),
        (
            "OMB CONTROL NUMBER: 1405-0004 EXPIRATION DATE: 04-30-2025 DS-11 04-2022",
            "1405-0004",
            "DS-11",
            "2022-04",
            "2025-04-30",
        ),
        (
            "DD FORM 293, FEB 2025 OMB No. 0704-0004 OMB approval expires: 2026-02-28",
            "0704-0004",
            "293",
            "2025-02",
            "2026-02-28",
        ),
        ("Form 1040 (2023) OMB No. 1545-0074", "1545-0074", "1040", "2023", None),
        ("OMB Control Number XXXX-XXXX", "XXXX-XXXX", None, None, None),
    ],
)
def test_numbers_and_dates_are_read(
    text: str, control: str, number: str | None, edition: str | None, expires: str | None
) -> None:
    made = printed_in([text])
    assert made.control_numbers == (control,)
    assert (made.form_numbers[0] if made.form_numbers else None) == number
    assert (made.edition, made.expires) == (edition, expires)
