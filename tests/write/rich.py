"""A catalogue with all that one can hold."""

from typing import Any

RICH: dict[str, Any] = {
    "timetax": "1",
    "title": "All there is",
    "currency": "EUR",
    "covers": "us-federal-government",
    "agencies": [{"id": "A", "name": "Above"}, {"id": "B", "name": "Below", "parent": "A"}],
    "requests": [{"id": "r", "agency": "B", "hours": "1/3", "previous_hours": "2"}],
    "tariffs": [
        {
            "id": "clerk",
            "jurisdiction": "DE",
            "occupation": "clerks",
            "hourly_wage": {"low": "10", "likely": "62/3", "high": "40"},
            "hourly_benefits": "7",
            "currency": "EUR",
            "base_period": "2024-05",
            "load": {"overhead": "0.17", "applies_to": "compensation"},
            "source": {"title": "A table", "url": "https://example.org"},
        }
    ],
    "journeys": [
        {
            "id": "walk",
            "title": "A walk",
            "life_event": "birth",
            "about": "somebody",
            "traits": {"dog": ["no", "12:30"], "income": {"low": "1/3", "other": "2/3"}},
            "steps": [
                {
                    "id": "first",
                    "form": "ranged",
                    "times": "1/3",
                    "per": "year",
                    "condition": {"dog": ["no", "12:30"], "income": "low"},
                    "share_if_met": "1/3",
                    "learning_minutes": {"low": "0.1", "likely": "1/3", "high": "7"},
                    "fee": "0",
                    "building_blocks": ["identity", "visit"],
                    "rating": {"value": "4", "scale": "1 to 5", "source": "A survey"},
                    "basis": {"order": "inferred", "fee": "derived"},
                    "source": {"title": "A page", "date": "2024-05"},
                    "sources": {"fee": "Another: page"},
                },
                {"title": "yes", "after": "first", "share": "1/3", "agency": "A"},
            ],
            "published": {"what": "All of it", "hours": "1/3", "elapsed_days": "2"},
            "note": "a\nb",
        }
    ],
    "forms": [
        {
            "id": "ranged",
            "building_blocks": ["payment"],
            "mixed": "it holds two",
            "title": "Ranged",
            "agency": "B",
            "respondents": {"low": "1", "likely": "2", "high": "4"},
            "minutes_per_response": {"low": "0.1", "likely": "1/3", "high": "7"},
            "life_events": {"birth": "0.4", "death": "1/3"},
            "affected_public": ["individuals", "private-sector"],
            "overlaps": {"derived": "the same pages"},
            "source": {"title": "A survey", "correlated": "yes"},
            "icr_reference": "r",
            "replaces": ["before"],
            "change": {"cause": "statute", "hours": "-1/3", "note": "A new law", "source": "Page"},
            "estimate_year": "1999",
            "duty": "recordkeeping",
            "cost": {
                "recurring": [{"tariff": "clerk", "share_of_responses": "1/3"}],
                "one_off": [{"purchases_per_respondent": "8", "note": "a safe"}],
                "business_as_usual": "0.25",
                "government": [{"tariff": "clerk", "hours": "20", "level": "Bund"}],
                "published": [{"amount": "-1/3", "kind": "eandcb", "price_year": "2014"}],
                "price_year": "2020",
                "begins": "2015",
            },
        },
        {
            "id": "derived",
            "title": "Derived",
            "agency": "A",
            "responses": "7",
            "published_hours": "1/3",
            "published_cost": "10",
            "life_events": ["death"],
        },
        {"id": "unknown", "title": "Unknown", "agency": "A"},
        {"id": "out", "title": "Out", "agency": "B", "responses": "3", "excluded": "counted there"},
    ],
}
