"""What a gate is, and how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timetax.engine.difference.gates import Gate, Kind, parse_gate, parse_gates
from timetax.engine.selection import Selection
from timetax.findings import InputError

IRS, BIRTH = Selection("agency", ("IRS",)), Selection("life_event", ("birth-early-childhood",))


def mistakes(*gates: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_gates(gates)
    return [str(each) for each in caught.value.findings]


def mistake(gate: str) -> str:
    (message,) = mistakes(gate)
    return message.removeprefix(f"fail-on {gate}: error: ").removesuffix(" [option]")


# What is written


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("increase > 1%", Gate((), Kind.INCREASE, 1, is_share=True)),
        ("increase > 10000 hours", Gate((), Kind.INCREASE, 10_000)),
        ("life_event:birth-early-childhood increase > 0", Gate((BIRTH,), Kind.INCREASE, 0)),
        ("total crosses 9.5 billion", Gate((), Kind.CROSSES, 9.5e9)),
        ("crosses 9.5 billion hours", Gate((), Kind.CROSSES, 9.5e9)),
        ("decrease >= 5", Gate((), Kind.DECREASE, 5, or_equal=True)),
        ("agency:IRS decrease > 5 h", Gate((IRS,), Kind.DECREASE, 5)),
        ("agency=IRS decrease > 5 hour", Gate((IRS,), Kind.DECREASE, 5)),
        (
            "agency:IRS and life_event:birth-early-childhood increase > 2%",
            Gate((IRS, BIRTH), Kind.INCREASE, 2, is_share=True),
        ),
        (
            "form:irs-*,va-* increase > 0",
            Gate((Selection("form", ("irs-*", "va-*")),), Kind.INCREASE, 0),
        ),
        (
            "agency:Department of Housing and Urban Development increase > 0",
            Gate(
                (Selection("agency", ("Department of Housing and Urban Development",)),),
                Kind.INCREASE,
                0,
            ),
        ),
        ("increase > 5 responses", Gate((), Kind.INCREASE, 5, measure="responses")),
        ("increase > 5 cost", Gate((), Kind.INCREASE, 5, measure="cost")),
        (
            "increase > 1000000 USD",
            Gate((), Kind.INCREASE, 1e6, measure="cost", currency="USD"),
        ),
        (
            "increase > 3% responses",
            Gate((), Kind.INCREASE, 3, is_share=True, measure="responses"),
        ),
    ],
)
def test_a_gate_is_written_so(text: str, gate: Gate) -> None:
    assert parse_gate(text) == gate


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10000", 10_000),
        ("10,000", 10_000),
        ("10_000", 10_000),
        ("+10000", 10_000),
        ("10k", 10_000),
        ("10 thousand", 10_000),
        ("1,234,567.5", 1_234_567.5),
        (".5", 0.5),
        ("2.5 million", 2.5e6),
        ("2.5m", 2.5e6),
        ("9.5 bn", 9.5e9),
        ("1.1 trillion", 1.1e12),
    ],
)
def test_a_number_is_written_plainly_or_with_a_word(text: str, number: float) -> None:
    assert parse_gate(f"increase > {text}").number == number
    assert parse_gate(f"increase > {text} hours").number == number


def test_neither_white_space_nor_case_matters() -> None:
    assert parse_gate("  AGENCY : IRS   Increase>1%") == parse_gate("agency:IRS increase > 1 %")
    assert parse_gate("Total\tCROSSES 9.5 Billion HOURS") == parse_gate("crosses 9.5bn")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("increase>1%", "total increase > 1%"),
        ("agency=irs increase >= 10000", "agency:irs increase >= 10,000 hours"),
        ("crosses 9500 million", "total crosses 9.5 billion hours"),
        ("decrease > 1 usd", "total decrease > 1 USD"),
        ("increase > $1000", "total increase > 1,000 USD"),
        ("agency:A increase >= $1.5 million", "agency:A increase >= 1.5 million USD"),
        ("increase > £2k out_of_pocket", "total increase > 2,000 GBP out_of_pocket"),
        ("increase > 1234567", "total increase > 1,234,567 hours"),
        ("increase > 0.1% responses", "total increase > 0.1% responses"),
    ],
)
def test_a_gate_is_printed_in_one_spelling(text: str, written: str) -> None:
    assert str(parse_gate(text)) == written


GATES = st.builds(
    Gate,
    scope=st.lists(
        st.builds(
            Selection,
            st.sampled_from(["agency", "department", "life_event", "form"]),
            st.lists(
                st.sampled_from(["IRS", "irs-*", "Housing and Urban Development", "x:y", "v[ab]?"]),
                min_size=1,
                max_size=3,
            ).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    kind=st.sampled_from([Kind.INCREASE, Kind.DECREASE]),
    number=st.one_of(st.floats(0, 100, exclude_max=True), st.integers(0, 99).map(float)),
    or_equal=st.booleans(),
    is_share=st.booleans(),
    measure=st.sampled_from(["hours", "responses", "cost"]),
) | st.builds(
    Gate,
    scope=st.just(()),
    kind=st.just(Kind.CROSSES),
    number=st.one_of(
        st.floats(1, 1e15), st.integers(1, 10**15).map(float), st.just(9.5e9), st.just(1e15)
    ),
)


@given(gate=GATES)
def test_what_is_printed_is_read_back(gate: Gate) -> None:
    assert parse_gate(str(gate)) == gate


# What is not a gate


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ("incraese > 1%", "unknown word 'incraese'; did you mean 'increase'?"),
        ("total crosess 9.5 billion", "unknown word 'crosess'; did you mean 'crosses'?"),
        ("form:irs-1040 decrese > 0", "unknown word 'decrese'; did you mean 'decrease'?"),
        (
            "> 5",
            "it says neither increase nor decrease nor crosses; write a gate "
            'such as "increase > 1%" or "agency:IRS increase > 10000 hours"',
        ),
        ("increase 5", "increase is followed by > or >=, and here is neither"),
        ("increase < 5", "increase is followed by > or >=, and here is '<'"),
        ("decrease = 5", "decrease is followed by > or >=, and here is '='"),
        ("crosses > 5", "crosses is followed by a number alone, and here is '>'"),
        ("increase > -5", "-5 is below zero; write increase or decrease and the size alone"),
        (
            "increase > 1,5",
            "'1,5' is not a number; write it as 1500, 1,500, 1.5 or 1.5 thousand",
        ),
        ("increase > 2000000 billion", "2000000 is too large; the most is 1000 trillion"),
        ("increase > 5 hors", "unknown word 'hors'; did you mean 'hours'?"),
        ("increase > 5 hrs", "unknown word 'hrs'; did you mean 'hours'?"),
        (
            "increase > 5 hours million",
            "unknown word 'million'; after the number come thousand, million or billion, "
            "and hours, responses or a currency",
        ),
        ("increase > 5 milion hours", "unknown word 'milion'; did you mean 'million'?"),
        (
            "increase > 5 hours yearly",
            "unknown word 'yearly'; after the number come thousand, million or billion, "
            "and hours, responses or a currency",
        ),
        ("crosses 5%", "crosses takes a total such as 9.5 billion, and here is a percentage"),
        ("crosses 0", "no total is ever below 0, so none can cross it"),
        ("decrease > 100%", "nothing can decrease by more than 100%"),
        ("decrease >= 101%", "nothing can decrease by more than 100%"),
        ("agencie:IRS increase > 5", "unknown field 'agencie'; did you mean 'agency'?"),
        ("totel increase > 5", "'totel' selects no forms; did you mean 'total'?"),
        (
            "IRS increase > 5",
            "'IRS' selects no forms; write it as FIELD:VALUE, such as agency:IRS, or total",
        ),
        (
            "agency: increase > 5",
            "'agency:' selects no forms; write it as FIELD:VALUE, such as agency:IRS, or total",
        ),
        (
            "agency!=IRS increase > 5",
            "'agency!=IRS' selects no forms; write it as FIELD:VALUE, such as agency:IRS, or total",
        ),
    ],
)
def test_what_is_no_gate_is_told_with_what_would_do(gate: str, message: str) -> None:
    assert mistake(gate) == message


def test_an_empty_text_is_no_gate() -> None:
    (message,) = mistakes(" ")
    assert message.startswith("fail-on: error: it says neither increase nor decrease nor crosses")


@given(text=st.text() | st.text(alphabet="increasdot:=,<>%0159.-_ kmAGhUS "))
def test_any_text_is_a_gate_or_a_mistake(text: str) -> None:
    for each in (text, f"increase > {text}", f"{text} crosses 5", f"agency:{text} decrease > 5"):
        try:
            gate = parse_gate(each)
        except InputError:
            continue
        assert parse_gate(str(gate)) == gate


def test_a_gate_without_a_number_is_told_once() -> None:
    assert mistake("increase > many hours").startswith("there is no number; write a gate such as")


def test_every_mistake_of_several_gates_is_told_in_one_run() -> None:
    gates = ("agencie:IRS and frm:x increase 5 hors", "increase > 1%", "crosses -1")
    assert mistakes(*gates) == [
        f"fail-on {gates[0]}: error: unknown field 'agencie'; did you mean 'agency'? [option]",
        f"fail-on {gates[0]}: error: unknown field 'frm'; did you mean 'form'? [option]",
        f"fail-on {gates[0]}: error: increase is followed by > or >=, and here is neither [option]",
        f"fail-on {gates[0]}: error: unknown word 'hors'; did you mean 'hours'? [option]",
        f"fail-on {gates[2]}: error: -1 is below zero; write increase or decrease "
        "and the size alone [option]",
    ]
