"""A catalogue with all that one can hold."""

from typing import Any

RICH: dict[str, Any] = {
    "timetax": "1",
    "title": "All there is",
    "currency": "EUR",
    "covers": "us-federal-government",
    "agencies": [{"id": "A", "name": "Above"}, {"id": "B", "name": "Below", "parent": "A"}],
    "requests": [
        {"id": "r", "agency": "B", "hours": "1/3", "federal_cost": "7", "previous_hours": "2"}
    ],
    "service_providers": [{"id": "p", "name": "Provider", "agency": "B", "designated": "2024"}],
    "services": [
        {
            "id": "s",
            "name": "Service",
            "provider": "p",
            "forms": ["derived", {"form": "ranged", "reason": "It begins it", "share": "0.4"}],
            "transactions": {"count": "7", "unit": "cases", "period": "FY2020 Q1"},
        }
    ],
    "feedback": [
        {
            "service": "s",
            "period": "2020",
            "survey": "A survey",
            "scale": "five-points",
            "channel": "phone",
            "scores": [{"driver": "trust", "value": "4.1", "wording": "as before"}],
        }
    ],
    "government_side": [
        {"agency": "B", "measure": "wait", "low": "1/3", "high": "7", "unit": "weeks"}
    ],
    "equity": [
        {
            "programme": "Aid",
            "form": "derived",
            "by": "income",
            "group": "low",
            "measure": "take-up",
            "value": "-1/3",
            "bound": "about",
            "unit": "%",
        }
    ],
    "estimate_models": [
        {
            "id": "ours",
            "source": {"title": "Our test", "date": "2026-04"},
            "accuracy": "not known",
            "words_per_minute": {"low": "150", "likely": "200", "high": "310.1"},
            "seconds": {"tick": "1/3", "other": {"low": "1", "likely": "2", "high": "4"}},
            "optional": "0.5",
        }
    ],
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
            "respondents_by": {
                "income": {
                    "shares": {"low": "0.25", "high": "0.75"},
                    "minutes": {"low": "1/3", "high": "7"},
                    "year": "2020",
                },
                "age": {"shares": {"65 and over": "1/3"}, "of": "households"},
            },
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
