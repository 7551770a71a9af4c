"""The German table of standard minutes: learn about the duty, fill in the form, hand it in."""

from timetax.engine.estimates.model import Model

MODEL = Model(
    title="German table of minutes (Zeitwerttabelle)",
    source=(
        "Leitfaden Erfüllungsaufwand, annex 3 (citizens): learn about the duty, fill in forms, "
        "send information; simple, medium and complex"
    ),
    activities=("de-citizens-1", "de-citizens-5", "de-citizens-7"),
    accuracy=(
        "the table is by complexity and hardly follows the form: low is simple, likely medium, "
        "high complex"
    ),
)
