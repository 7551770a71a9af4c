"""The information collection budget: hours before, what each cause adds, and hours now.

The yearly account that the government keeps of its paperwork (44 U.S.C. 3514): of each agency, the
burden at the end of the year before, the change due to statutes, to the agency's discretion, to new
estimates and to violations of the act, and the burden now. Here it is made from requests, each with
its hours before and now, or from two inventories.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from timetax.catalogue.causes import CAUSES
from timetax.engine.internal_customers import with_internal

if TYPE_CHECKING:
    from timetax.engine.difference.model import Version

FIRST_MONTH = 10
"""The month with which the fiscal year of the US government begins, the year before its number."""


@dataclass(frozen=True)
class RequestChange:
    """What a request does to the hours of its collection, in hours a year.

    Attributes:
        request: its ICR reference, or what else names it.
        agency: the agency that asks.
        department: the department that the agency belongs to.
        hours: the hours that it asks for or was granted.
        previous_hours: those before, or None if they are not known.
        causes: what each cause of `CAUSES` adds; None if that is not known.
        title: what it is called, or None.
        control_number: the number of its collection, or None.
        status: `requested`, `approved`, or None.
        year: the fiscal year in which it was made, or None.
    """

    request: str
    agency: str
    department: str
    hours: float
    previous_hours: float | None
    causes: Mapping[str, float | None]
    title: str | None = None
    control_number: str | None = None
    status: str | None = None
    year: int | None = None

    @property
    def has_all_causes(self) -> bool:
        """Whether it is known what each cause adds."""
        return None not in self.causes.values()

    @property
    def remainder_hours(self) -> float | None:
        """The part of the change that no known cause takes; None if there is no change to know."""
        if self.previous_hours is None:
            return None
        return math.fsum([self.hours, -self.previous_hours, *(-each for each in _known(self))])


@dataclass(frozen=True)
class AgencyBudget:
    """A row of the budget: the hours before, the causes and the remainder make the hours now.

    Attributes:
        agency: the agency; `department` is that above it.
        year: the fiscal year, or None between two inventories.
        collections: how many collections it is about; `with_causes` of them give all four causes.
        requested: how many of them stand with a request that is not approved yet.
        previous_hours: hours a year before.
        causes: what each cause of `CAUSES` adds; None where no collection gives it.
        remainder_hours: what no cause takes, and what became known or is no longer known.
        hours: hours a year now.
    """

    agency: str
    department: str
    year: int | None
    collections: int
    with_causes: int
    requested: int
    previous_hours: float
    causes: Mapping[str, float | None]
    remainder_hours: float
    hours: float


def fiscal_year(reference: str) -> int | None:
    """Return the fiscal year in which a request was made, by its ICR reference YYYYMM-NNNN-NNN."""
    year, month = reference[:4], reference[4:6]
    if not (year + month).isdecimal() or len(month) < 2:
        return None
    return int(year) + (int(month) >= FIRST_MONTH)


def budget_of(
    changes: Iterable[RequestChange],
) -> tuple[list[AgencyBudget], list[RequestChange]]:
    """Return the budget by year and agency, and the requests that are not in it.

    Several requests of a collection in a year are one change where each begins with the hours of
    the one before; where one does not, the last takes the place of those before it. So no hours
    stand in it twice. A request whose hours before are not known has no place in it.
    """
    collections: dict[tuple[int | None, str, str, str], list[RequestChange]] = {}
    left_out = []
    for each in changes:
        if each.previous_hours is None:
            left_out.append(each)
            continue
        number = each.control_number or each.request
        key = (each.year, each.department, each.agency, number)
        collections.setdefault(key, []).append(each)
    agencies: dict[tuple[int | None, str, str], list[RequestChange]] = {}
    for (year, department, agency, _), requests in collections.items():
        whole, replaced = _in_one(sorted(requests, key=lambda each: each.request))
        agencies.setdefault((year, department, agency), []).append(whole)
        left_out += replaced
    return [_added(year, rows) for (year, *_), rows in agencies.items()], left_out


def not_adding_up(changes: Iterable[RequestChange]) -> list[RequestChange]:
    """Return the requests whose four causes are all known and do not add up, largest miss first."""
    missed = [each for each in changes if each.has_all_causes and each.remainder_hours]
    return sorted(missed, key=lambda each: (-abs(each.remainder_hours or 0.0), each.request))


def budget_between(old: "Version", new: "Version", *, match: str = "auto") -> list[AgencyBudget]:
    """Return the budget by agency from one inventory (tables with burden) to another.

    Forms are matched as in `difference_between`, within each agency. Internal customers count, as
    they do in the official budget.

    Raises:
        InputError: one form of a version could be any of several of the other.
    """
    from timetax.engine.difference.decomposition import difference_between

    names: dict[str, str] = {}
    for version in (old, new):
        forms = version.tables.forms
        names |= dict(zip(forms["agency"].tolist(), forms["department"].tolist(), strict=True))
    made: list[AgencyBudget] = []
    for agency, department in names.items():
        before, now = (_of_agency(version, agency) for version in (old, new))
        account = difference_between(before, now, match=match).accounts["hours"]
        causes = dict(account.causes)
        known = [account.total, -account.previous, *(-each for each in causes.values())]
        counted = {*_counted(before), *_counted(now)}
        if counted:
            made.append(
                AgencyBudget(
                    agency,
                    department,
                    None,
                    len(counted),
                    len(counted),
                    0,
                    account.previous,
                    causes,
                    math.fsum(known),
                    account.total,
                )
            )
    return made


def _of_agency(version: "Version", agency: str) -> "Version":
    forms = version.tables.forms
    tables = replace(version.tables, forms=forms[forms["agency"] == agency])
    return replace(version, tables=with_internal(tables))


def _counted(version: "Version") -> list[str]:
    forms = version.tables.forms
    counted: list[str] = forms["form"][forms["excluded"].isna()].tolist()
    return counted


def _in_one(requests: Sequence[RequestChange]) -> tuple[RequestChange, list[RequestChange]]:
    """Return the requests of a collection in a year as one, and those that were replaced."""
    last = requests[-1]
    begin, replaced = last, []
    parts = [last]
    for each in reversed(requests[:-1]):
        if each.hours == begin.previous_hours:
            begin = each
            parts.append(each)
        else:
            replaced.append(each)
    return replace(last, previous_hours=begin.previous_hours, causes=_together(parts)), replaced


def _added(year: int | None, rows: Sequence[RequestChange]) -> AgencyBudget:
    previous = [each.previous_hours or 0.0 for each in rows]
    hours = [each.hours for each in rows]
    known = [amount for each in rows for amount in _known(each)]
    return AgencyBudget(
        agency=rows[0].agency,
        department=rows[0].department,
        year=year,
        collections=len(rows),
        with_causes=sum(each.has_all_causes for each in rows),
        requested=sum(each.status == "requested" for each in rows),
        previous_hours=math.fsum(previous),
        causes=_together(rows),
        remainder_hours=math.fsum(
            [*hours, *(-each for each in previous), *(-each for each in known)]
        ),
        hours=math.fsum(hours),
    )


def _together(changes: Iterable[RequestChange]) -> dict[str, float | None]:
    """Return what each cause adds to several, None where none of them gives it."""
    changes = list(changes)
    added: dict[str, float | None] = {}
    for cause in CAUSES:
        known = [amount for each in changes if (amount := each.causes[cause]) is not None]
        added[cause] = math.fsum(known) if known else None
    return added


def _known(change: RequestChange) -> list[float]:
    return [each for each in change.causes.values() if each is not None]
