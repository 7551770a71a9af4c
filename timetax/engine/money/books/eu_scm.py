"""The Standard Cost Model of the European Union: the sum of price x quantity.

SEC(2005) 1329, section 3; Better Regulation Toolbox, tools 53 (2015) and 60 (2017).
"""

from timetax.engine.money.book import Book, Rule

BOOK = Book(
    title="EU Standard Cost Model",
    manual=(
        Rule(
            "What is counted",
            "P x Q: tariff x time, and what is acquired, x population x frequency, for a normally "
            "efficient business. Net of what is removed: the difference of two versions.",
            "read",
        ),
        Rule("One-off and recurring", "Apart.", "read"),
        Rule("Horizon, discount rate and timing", "None.", "not read"),
        Rule("Annuity", "None.", "not read"),
        Rule("Price base", "That of the tariffs, in euros.", "computed"),
        Rule(
            "Rounding",
            "None before the end. The overhead of 25 percent and the tables of tool 58 (2023) were "
            "not at hand: give them as the load of a tariff.",
            "not read",
        ),
        Rule("What stays out", "Business as usual.", "read"),
        Rule(
            "Who is monetised",
            "Business, the voluntary sector and public authorities; citizens only where costs name "
            "a tariff, since money for their time is left to discretion.",
            "read",
        ),
    ),
    jurisdiction="EU",
    any_tariff=True,
    currency="EUR",
    time={
        "individuals": "named",
        "private-sector": "always",
        "state-local-tribal": "always",
        "federal": "always",
    },
)
