"""What the French platform for online procedures tells people before they begin."""

from timetax.engine.estimates.model import Model, of_every_kind, same

MODEL = Model(
    title="French platform (Démarche numérique)",
    source=(
        "Démarche numérique, in production: 10 s a field, 60 s a text area, 180 s a document, "
        "140 words a minute, an optional field half, a repeated block 2.5 times"
    ),
    words_per_minute=same(140),
    seconds=of_every_kind(same(10), long_text=same(60), upload=same(180)),
    optional=0.5,
    repeated=2.5,
    accuracy=(
        "on 11 forms with measured times: typically a factor of 1.98 from the middle of measured, "
        "median ratio 1.7"
    ),
)
