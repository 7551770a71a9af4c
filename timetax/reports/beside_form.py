"""What is known of a form beside its hours: waits, processing times, take-up; in no sum."""

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.services import GovernmentFigure, GroupFigure
from timetax.catalogue.vocabulary import GOVERNMENT_MEASURES, GROUP_MEASURES
from timetax.reports.printed_figures import DOUBTFUL, figure_in_words
from timetax.reports.report import Column, Section
from timetax.tables.who import STAYING_AWAY

_COLUMNS = (
    Column("about", "of"),
    Column("what", "what"),
    Column("figure", "figure"),
    Column("period", "year", spare=1),
    Column("source", "source", shown="data"),
)


def beside_section(catalogue: Catalogue, form: str) -> Section:
    """Return the published figures of the side of government and of groups about a form."""
    figures: list[GovernmentFigure | GroupFigure] = [
        *(each for each in catalogue.government_side if each.form == form),
        *(each for each in catalogue.equity if each.form == form and each.measure in STAYING_AWAY),
    ]
    return Section(
        key="beside",
        title="Beside its hours",
        by=("about", "what", "period"),
        columns=_COLUMNS,
        rows=tuple(_row(each) for each in figures),
        notes=("Published figures, each as it is printed, and in no sum.",),
    )


def _row(each: GovernmentFigure | GroupFigure) -> tuple[str | None, ...]:
    words = GOVERNMENT_MEASURES | GROUP_MEASURES
    doubt = DOUBTFUL if each.confidence == "low" else ""
    if isinstance(each, GroupFigure):
        about: str | None = f"{each.programme}: {each.group}"
    else:
        about = each.about or each.agency
    return (
        about,
        each.what or words[each.measure],
        figure_in_words(each.value, each.low, each.high, each.bound, each.unit) + doubt,
        each.period,
        each.source.title if each.source else None,
    )
