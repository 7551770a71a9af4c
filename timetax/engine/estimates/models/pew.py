"""Panel timings: each question the same."""

from timetax.engine.estimates.model import Model, of_every_kind, same

MODEL = Model(
    title="Pew panel timings",
    source="Pew Research Center: 85 points are 15 minutes, about 10.6 s a stand-alone question",
    seconds=of_every_kind(same(15 * 60 / 85)),
    accuracy=(
        "on 11 forms with measured times: typically a factor of 1.67 from the middle of measured, "
        "median ratio 0.75"
    ),
)
