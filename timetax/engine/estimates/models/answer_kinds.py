"""Minutes by where an answer comes from."""

from timetax.engine.estimates.model import Model, of_every_kind, same

_SLOT_IN, _GATHERED, _CREATED, _SIGNED = same(15), same(180), same(300), same(30)

MODEL = Model(
    title="kinds of answers (Suffolk)",
    source=(
        "Suffolk LIT Lab, RateMyPDF: mean minutes by kind of answer: slot-in 0.25, gathered 3, "
        "created 5, signature 0.5"
    ),
    seconds=of_every_kind(
        _SLOT_IN, number=_GATHERED, upload=_GATHERED, long_text=_CREATED, signature=_SIGNED
    ),
    accuracy=(
        "in use it ran at 9 times the printed claims and 7.6 times the measured times, in part "
        "through a fault in its length of answers"
    ),
)
