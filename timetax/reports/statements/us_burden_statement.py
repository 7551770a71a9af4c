"""The burden statement that must be printed on a form (5 CFR 1320.8(b)(3))."""

from timetax.reports.report import Column, Section
from timetax.reports.statement import Layout, Statement, Subject, raise_for
from timetax.wording.numbers import in_full, plural, round_half_up

_OBLIGATIONS = {
    "voluntary": "Responding to this collection of information is voluntary.",
    "required-for-benefit": (
        "Responding to this collection of information is required to obtain or retain a benefit."
    ),
    "mandatory": "Responding to this collection of information is mandatory.",
}


def statement(subject: Subject) -> Statement:
    """Return the statement of a form, which must have a control number and a time."""
    form = subject.form
    hours = subject.cost.hours_of_each
    missing = []
    if form.control_number is None:
        missing.append("must show a valid OMB control number: give its control_number")
    if hours is None:
        missing.append(
            "must say how long a response takes: give its minutes_per_response, or its responses "
            "and published_hours"
        )
    raise_for(missing, subject)
    assert hours is not None
    each = in_words_of_time(float(hours * 60))
    text = (
        "According to the Paperwork Reduction Act of 1995, an agency may not conduct or sponsor, "
        "and a person is not required to respond to, a collection of information unless it "
        "displays a valid OMB control number. The valid OMB control number for this information "
        f"collection is {form.control_number}. The time required to complete this information "
        f"collection is estimated to average {each} per response, including the time for reviewing "
        "instructions, searching existing data sources, gathering and maintaining the data needed, "
        "and completing and reviewing the collection of information."
    )
    if form.obligation:
        text += f" {_OBLIGATIONS[form.obligation]}"
    rows = [
        ("OMB control number", form.control_number),
        ("Expiration date", form.expires),
        ("Estimated time per response", each),
        ("Statement", text),
    ]
    columns = (Column("what", "what"), Column("text", "text"))
    return Statement(
        title="Burden statement",
        headline=text,
        sections=(Section("statement", "To be printed on the form", (), columns, tuple(rows)),),
        notes=(
            "Add where comments on the estimate are to be sent; a catalogue does not hold that.",
            *(() if form.expires else ("The form must show when its approval expires.",)),
        ),
    )


def in_words_of_time(minutes: float) -> str:
    """Return minutes as a form prints them: 40 minutes, 1 hour and 30 minutes."""
    if minutes < 1:
        return f"{in_full(round(minutes, 2))} minutes"
    whole = int(round_half_up(minutes, 0))
    hours, rest = divmod(whole, 60)
    parts = [plural(hours, "hour")] if hours else []
    parts += [plural(rest, "minute")] if rest or not hours else []
    return " and ".join(parts)


LAYOUT = Layout("us-pra", statement)
