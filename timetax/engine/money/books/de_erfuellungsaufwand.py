"""Germany's compliance cost (Erfüllungsaufwand), by the guide of January 2025."""

from timetax.engine.money.book import Book, Rule

BOOK = Book(
    title="Erfüllungsaufwand",
    manual=(
        Rule(
            "What is counted",
            "Hours = cases x minutes / 60; staff cost = hours x wage rate by sector and "
            "qualification; and material cost. Citizens, business and administration apart; of "
            "business, the cost of information obligations (Bürokratiekosten) also by itself.",
            "read",
        ),
        Rule(
            "One-off and recurring",
            "Einmalig and jährlich are never added. Investment that replaces another counts half "
            "unless another share is justified: give that share.",
            "read",
        ),
        Rule("Horizon, discount rate and timing", "None.", "read"),
        Rule("Annuity", "None.", "read"),
        Rule("Price base", "The wage table of the guide; nothing is moved unless asked.", "read"),
        Rule("Rounding", "None before the end; the tables print thousands of euros.", "read"),
        Rule("What stays out", "What would be done anyway (Sowieso-Kosten).", "read"),
        Rule(
            "Who is monetised",
            "Business and administration. Citizens' time is hours and never money.",
            "read",
        ),
    ),
    jurisdiction="DE",
    currency="EUR",
    time={
        "individuals": "never",
        "private-sector": "always",
        "state-local-tribal": "always",
        "federal": "always",
    },
    index="cpi",
)
