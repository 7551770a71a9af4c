"""Reading, and the least that a practised user takes at the keys: a floor."""

from timetax.engine.estimates.model import Model, Spread, of_every_kind, same

_K: Spread = (0.08, 0.28, 1.20)
_P, _H, _M, _CLICK = 1.10, 0.40, 1.35, 0.20
_CHARACTERS = 15
"""What a box is taken to hold."""

_TEXT: Spread = (
    _M + 2 * _H + _CHARACTERS * _K[0],
    _M + 2 * _H + _CHARACTERS * _K[1],
    _M + 2 * _H + _CHARACTERS * _K[2],
)
_TICK = same(_M + _P + _CLICK)

MODEL = Model(
    title="reading and keystrokes (floor)",
    source=(
        "Brysbaert 2019 (reading: 238 words a minute, most adults 175 to 300); Card, Moran and "
        "Newell 1980 (keystroke-level model: K 0.28 s, 0.08 to 1.20; P 1.10, H 0.40, M 1.35)"
    ),
    words_per_minute=(300, 238, 175),
    seconds=of_every_kind(_TEXT, tick=_TICK, choice=_TICK, upload=same(_M + 2 * (_P + _CLICK))),
    opening=_P + _CLICK,
    accuracy=(
        "on 11 forms with measured times, nothing fitted: typically a factor of 1.55 from the "
        "middle of measured, 10 of 11 within a factor of 2, median ratio 0.98"
    ),
)
