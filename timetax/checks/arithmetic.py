"""Rules about figures that should agree with each other."""

from collections.abc import Iterator

from timetax.checks.rule import Inventory, Problem, Settings, rule
from timetax.figures import in_full
from timetax.findings import Severity


@rule("TT101", Severity.WARNING)
def published_hours_missed(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Computed hours miss the published hours.

    What it checks:
        That responses x minutes / 60 agree with `published_hours`, within the configured tolerance
        or one hour, which is as far as published figures are rounded (half-up or up). Forms whose
        minutes follow from the published hours agree by construction and are passed over.

    Why it matters:
        One of the figures is mistaken, or they count different things.

    Example:
        responses: 65_220
        minutes_per_response: 762
        published_hours: 928_947

    Use instead:
        Figures from the same table of the source, or a note that says why they differ.
    """
    for entry in inventory.forms:
        form = entry.model
        responses = form.total_responses
        if responses is None or form.minutes_per_response is None or form.published_hours is None:
            continue
        hours = responses * form.minutes_per_response / 60
        off = abs(hours - form.published_hours)
        if off >= 1 and off > settings.tolerance * form.published_hours:
            message = (
                f"published_hours: {in_full(form.published_hours)} is published, but the factors "
                f"make {in_full(hours)}"
            )
            yield entry.problem("published_hours", message)
