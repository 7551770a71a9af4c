"""Makes forms and requests of the catalogue from the records of an inventory."""

from math import fsum, isclose
from sys import intern
from typing import Any

from timetax.catalogue.entries import Request, Source
from timetax.catalogue.form import Form
from timetax.read.life_event_map import LifeEventMap
from timetax.read.us_reginfo import values as texts
from timetax.read.us_reginfo.agencies import UNKNOWN, listed
from timetax.read.us_reginfo.elements import Record
from timetax.read.us_reginfo.models import maker
from timetax.read.us_reginfo.notes import PRINTED, Tally
from timetax.read.us_reginfo.positions import Places

ADDRESS = "https://www.reginfo.gov/public/do/PRAViewICR?ref_nbr="
COMMON_FORM = "Common form: another agency's form, counted there."

_form, _request, _source = maker(Form), maker(Request), maker(Source)


class Maker:
    """Takes the records of an inventory one by one and keeps what becomes of them."""

    def __init__(self, events: LifeEventMap | None) -> None:
        self.forms: list[Form] = []
        self.requests: list[Request] = []
        self.agencies: set[str] = set()
        self.used_events: set[str] = set()
        self.places = Places()
        self.tally = Tally(without_event=None if events is None else 0)
        self._events = events
        self._seen: dict[str, int] = {}

    def take(self, record: Record) -> None:
        """Make the request of a record, and a form of each of its collections."""
        tally = self.tally
        read = record.texts
        reference = read.get("reference", "")
        common = texts.is_common_form(reference)
        tally.requests += 1
        tally.collections += len(record.parts)
        tally.common_requests += common
        request_id = self._request_id(reference)
        shared = self._shared(read, reference, request_id)
        totals = self._figures(record, "request", True)
        self._add_request(record, request_id, shared, totals)
        if common:
            shared["excluded"] = COMMON_FORM
        parts = [(each, self._figures(each, "collection", not common)) for each in record.parts]
        if not parts:
            parts = [(record, totals)]
            tally.without_collections += not common
        else:
            self._compare(request_id, totals, [figures for _, figures in parts])
        for number, (part, figures) in enumerate(parts, start=1):
            self._add_form(part, f"{request_id}-{number}", shared, figures)

    def _request_id(self, reference: str) -> str:
        if not reference:
            self.tally.without_reference += 1
            return f"request-{self.tally.requests}"
        times = self._seen[reference] = self._seen.get(reference, 0) + 1
        if times == 1:
            return reference
        request_id = f"{reference}.{times}"
        self.tally.repeated.append(request_id)
        return request_id

    def _shared(self, read: dict[str, Any], reference: str, request_id: str) -> dict[str, Any]:
        """Return what the forms of a request have in common, and the request with them."""
        control_number = read.get("control_number")
        title = texts.line(read.get("title", ""))
        self.tally.without_title += not title
        given: dict[str, Any] = {
            "title": title or request_id,
            "agency": self._agency(read, reference, control_number or ""),
        }
        if control_number:
            given["control_number"] = texts.line(control_number)
        if reference:
            given["icr_reference"] = reference
            address = f"{ADDRESS}{reference}"
            source = {"title": f"ICR {reference}", "url": address}
            if filed := texts.month(reference):
                source["date"] = intern(filed)
                given["estimate_year"] = int(filed[:4])
            given["source"] = _source(source)
        if expires := read.get("expires"):
            if day := texts.day(expires):
                given["expires"] = intern(day)
            else:
                self.tally.unreadable_dates += 1
        return given

    def _agency(self, read: dict[str, Any], reference: str, control_number: str) -> str:
        code = read.get("agency") or texts.agency_in(reference, control_number)
        if code is None:
            self.tally.without_agency += 1
            code = UNKNOWN
        elif code not in listed():
            self.tally.unlisted_agencies[code] += 1
        code = intern(code)
        self.agencies.add(code)
        return code

    def _figures(self, record: Record, owner: str, counted: bool) -> dict[str, float]:
        """Return the figures that a record gives, by measure; count those that it should."""
        figures: dict[str, float] = {}
        names = _OF_A_REQUEST if owner == "request" else _OF_A_COLLECTION
        for measure, name in names:
            value = texts.figure(record.texts.get(measure))
            if isinstance(value, float):
                figures[measure] = value
            elif counted and value is None:
                self.tally.missing[owner, name] += 1
            elif counted:
                odd = self.tally.negative if value == texts.NEGATIVE else self.tally.unreadable
                odd[owner, name] += 1
        return figures

    def _compare(
        self, request_id: str, totals: dict[str, float], parts: list[dict[str, float]]
    ) -> None:
        for measure in PRINTED:
            if measure not in totals or not all(measure in part for part in parts):
                continue
            total = totals[measure]
            of_parts = fsum(part[measure] for part in parts)
            if not isclose(total, of_parts, rel_tol=1e-9, abs_tol=1e-6):
                difference = (abs(total - of_parts), request_id, of_parts, total)
                self.tally.differences[measure].append(difference)

    def _add_request(
        self, record: Record, request_id: str, shared: dict[str, Any], totals: dict[str, float]
    ) -> None:
        given = {"id": request_id, **totals}
        for key in ("title", "agency", "control_number", "expires"):
            if key in shared:
                given[key] = shared[key]
        cost = texts.figure(record.texts.get("federal_cost"))
        if isinstance(cost, float):
            given["federal_cost"] = cost
        if status := record.texts.get("status"):
            given["status"] = intern(texts.line(status))
        self.requests.append(_request(given))
        self.places.add("requests", record.line, record.column)

    def _add_form(
        self, part: Record, form_id: str, shared: dict[str, Any], figures: dict[str, float]
    ) -> None:
        read = part.texts
        given = {"id": form_id, **shared}
        if (title := texts.line(read.get("title", ""))) and title != shared["title"]:
            given["title"] = title
        if line_of_business := read.get("line_of_business"):
            given["line_of_business"] = intern(texts.line(line_of_business))
        for key, value in (
            ("form_number", texts.form_numbers(part.parts) if part.parts else None),
            ("form_name", texts.form_names(part.parts) if part.parts else None),
            ("online", texts.online(part.parts) if part.parts else None),
            ("frequency", texts.joined(tuple(read.get("frequency", ())))),
        ):
            if value is not None:
                given[key] = intern(value)
        self._add_words(read, given)
        self._add_figures(form_id, given, figures)
        self._add_events(read.get("subfunction"), given)
        self.forms.append(_form(given))
        self.places.add("forms", part.line, part.column)

    def _add_words(self, read: dict[str, Any], given: dict[str, Any]) -> None:
        counted = "excluded" not in given
        publics = []
        for text in read.get("affected_public", ()):
            if public := texts.affected_public(text):
                publics.append(public)
            elif counted:
                self.tally.odd_public[text] += 1
        if publics:
            given["affected_public"] = _PUBLICS.setdefault(
                key := tuple(dict.fromkeys(publics)), key
            )
        if text := read.get("obligation"):
            if obligation := texts.obligation(text):
                given["obligation"] = obligation
            elif counted:
                self.tally.odd_obligation[text] += 1

    def _add_figures(self, form_id: str, given: dict[str, Any], figures: dict[str, float]) -> None:
        """Add responses, hours and cost; hours without responses leave responses unknown."""
        responses, hours = figures.get("responses"), figures.get("hours", 0.0)
        if responses == 0 and hours > 0:
            if "excluded" not in given:
                self.tally.zero_responses.append((hours, form_id))
        elif responses is not None:
            given["responses"] = responses
        for measure, key in (("hours", "published_hours"), ("cost", "published_cost")):
            if measure in figures:
                given[key] = figures[measure]
        if "previous_hours" in figures:
            given["previous_hours"] = figures["previous_hours"]
        if "excluded" in given:
            self.tally.common_forms += 1
            self.tally.common_hours += hours
        else:
            self.tally.counted_forms += 1

    def _add_events(self, subfunction: str | None, given: dict[str, Any]) -> None:
        if self._events is None:
            return
        events = self._events.events_of(
            given.get("control_number"),
            given.get("line_of_business"),
            given["agency"],
            given["title"],
            subfunction=subfunction,
        )
        if events:
            self.used_events.update(events)
            claims = tuple((event, None) for event in events)
            given["life_events"] = _CLAIMS.setdefault(claims, claims)
        elif "excluded" not in given:
            assert self.tally.without_event is not None
            self.tally.without_event += 1


_PUBLICS: dict[tuple[str, ...], tuple[str, ...]] = {}
_CLAIMS: dict[tuple[tuple[str, None], ...], tuple[tuple[str, None], ...]] = {}
_OF_A_COLLECTION = tuple((measure, measure) for measure in PRINTED)
_OF_A_REQUEST = (
    *_OF_A_COLLECTION,
    *((f"previous_{measure}", f"previous {measure}") for measure in PRINTED),
)
