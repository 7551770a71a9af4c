"""Services that forms belong to, and the people who fill them in, as tables."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from timetax.catalogue.vocabulary import GROUP_MEASURES
from timetax.tables.frames import frame_of
from timetax.tables.layouts import GROUPS, RESPONDENTS_BY, SERVICES, TAKE_UP

if TYPE_CHECKING:
    import pandas as pd

    from timetax.catalogue.catalogue import Catalogue
    from timetax.catalogue.form import Form


STAYING_AWAY = ("take-up", "completion", "lost")
"""The measures of groups that say who does not take part."""


def who_of(catalogue: "Catalogue") -> "dict[str, pd.DataFrame]":
    """Return the frames on services and respondents of a catalogue: those of `layouts.WHO`."""
    known = {form.id for form in catalogue.forms}
    links = [
        {
            "form": link.form,
            "service": service.id,
            "service_name": service.name,
            "provider": service.provider,
            "provider_name": _name_of_provider(catalogue, service.provider),
            "share": link.share,
        }
        for service in catalogue.services.values()
        for link in service.forms
        if link.counts is not False and link.form in known
    ]
    groups = [row for form in catalogue.forms if form.respondents_by for row in _groups(form)]
    taken = [
        {key: getattr(each, key, None) for key in TAKE_UP}
        | {
            "source": each.source and each.source.title,
            "what": each.what or GROUP_MEASURES[each.measure],
        }
        for each in catalogue.equity
        if each.form in known and each.measure in STAYING_AWAY
    ]
    return {
        "services": _framed(SERVICES, links),
        "respondents_by": _framed(RESPONDENTS_BY, groups),
        "take_up": _framed(TAKE_UP, taken),
    }


def _framed(layout: dict[str, str], rows: list[dict[str, Any]]) -> "pd.DataFrame":
    return frame_of({name: [row.get(name) for row in rows] for name in layout}, layout)


def _name_of_provider(catalogue: "Catalogue", provider: str | None) -> str | None:
    known = catalogue.service_providers.get(provider or "")
    return known.name if known else provider


def _groups(form: "Form") -> Iterator[dict[str, Any]]:
    """Yield a row for each group of people that a form tells apart."""
    divides = set(form.affected_public) <= {"individuals"}
    for field in GROUPS:
        given = getattr(form.respondents_by, field)
        if given is None:
            continue
        minutes = dict(given.minutes)
        times = {group: share * minutes[group] for group, share in given.shares if minutes}
        whole = math.fsum(times.values())
        for group, share in given.shares:
            yield {
                "form": form.id,
                field: group,
                "share": share,
                "hours_share": times[group] / whole if whole else None,
                "divides": divides,
                "year": given.year,
                "of": given.of,
                "source": given.source and given.source.title,
            }
