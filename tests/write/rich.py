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
    "forms": [
        {
            "id": "ranged",
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
            "instrument": {
                "file": "a.pdf",
                "pages": "2",
                "words": "1_000",
                "questions": {"short_text": "3", "tick": "1"},
                "identity_questions": {"name": "2"},
                "printed_minutes": "1/3",
            },
            "measured": [
                {"minutes": {"low": "0.1", "likely": "1/3", "high": "7"}, "cases": "40"},
                {"minutes": "9", "period": "2024-01", "cap": "300"},
            ],
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
