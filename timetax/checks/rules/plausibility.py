"""Rules about figures that can hardly be."""

from collections.abc import Iterator

from timetax.catalogue.form import Form
from timetax.catalogue.formulas import in_minutes, minutes_per_response
from timetax.catalogue.vocabulary import AFFECTED_PUBLIC
from timetax.checks.rule import Inventory, Problem, Settings, rule
from timetax.checks.rules.arithmetic import in_digits
from timetax.findings import Severity

FAMILIES = {"TT6": "Plausibility"}
SHORTEST_MINUTES = 1
LONGEST_MINUTES = in_minutes(200.0)
MOST_RESPONSES_A_YEAR = 366


@rule("TT601", Severity.WARNING)
def minutes_below_one(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A response takes less than a minute.

    What it checks:
        That the minutes of a response, as given or as they follow from the published hours, are 1
        or more, or 0.

    Why it matters:
        Nobody reads and answers a form in seconds. Such a time is most often in hours, or counts
        the records of a computer as responses.

    Example:
        responses: 1_954_400
        minutes_per_response: 0.036

    Use instead:
        The unit that people fill in, and the minutes for one of it.
    """
    for entry in inventory.forms:
        key, minutes = _minutes(entry.model)
        if minutes is not None and 0 < minutes < SHORTEST_MINUTES:
            message = (
                f"{key}: {_per_response(key, minutes)} below 1; see whether the time is in "
                "hours, or what is counted as a response"
            )
            yield entry.problem(key, message)


@rule("TT602", Severity.WARNING)
def minutes_above_200_hours(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A response takes more than 200 hours.

    What it checks:
        That the minutes of a response, as given or as they follow from the published hours, are
        12,000 or less.

    Why it matters:
        Five weeks of full-time work are the burden of a whole collection, or of a year, rather than
        of one response.

    Example:
        responses: 53
        published_hours: 3_556_686

    Use instead:
        responses: 11_209_223
        published_hours: 3_556_686
    """
    for entry in inventory.forms:
        key, minutes = _minutes(entry.model)
        if minutes is not None and minutes > LONGEST_MINUTES:
            message = (
                f"{key}: {_per_response(key, minutes)} above 200 hours; see whether it is the "
                "time of one response"
            )
            yield entry.problem(key, message)


@rule("TT603", Severity.WARNING)
def more_often_than_daily(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """Each respondent responds more often than once a day.

    What it checks:
        That `responses_per_respondent` are 366 or less.

    Why it matters:
        So many responses are those of a system or of an office for its clients. People are not
        the respondents then, and the time of one person makes no sense.

    Example:
        respondents: 53
        responses_per_respondent: 211_494.77

    Use instead:
        responses: 11_209_223
        note: State agencies enter one response for each household.
    """
    for entry in inventory.forms:
        frequency = entry.model.responses_per_respondent
        if frequency is not None and frequency > MOST_RESPONSES_A_YEAR:
            message = (
                f"responses_per_respondent: {in_digits(frequency)} is more than once a day; see "
                "who responds, or give `responses` alone"
            )
            yield entry.problem("responses_per_respondent", message)


@rule("TT604", Severity.WARNING)
def more_respondents_than_population(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form has more respondents than there are.

    What it checks:
        That `respondents` are no more than the configured `populations` of the form's affected
        public, added up where it affects several. Without a population for each of them it says
        nothing.

    Why it matters:
        Respondents are counted once a year each. More of them than people are responses.

    Example:
        affected_public: individuals
        respondents: 1_200_000_000

    Use instead:
        affected_public: individuals
        responses: 1_200_000_000
    """
    populations = settings.populations
    for entry in inventory.forms:
        form = entry.model
        if form.respondents is None or not form.affected_public:
            continue
        if not all(public in populations for public in form.affected_public):
            continue
        population = sum(populations[public] for public in form.affected_public)
        if form.respondents > population:
            publics = " and ".join(AFFECTED_PUBLIC[public] for public in form.affected_public)
            message = (
                f"respondents: {in_digits(form.respondents)} is more than the "
                f"{in_digits(population)} of {publics}; see whether these are `responses`"
            )
            yield entry.problem("respondents", message)


@rule("TT605", Severity.WARNING)
def fewer_responses_than_respondents(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """A form has fewer responses than respondents.

    What it checks:
        That `responses` are no fewer than `respondents`, unless `responses_per_respondent` is below
        1, as for what is renewed every ten years.

    Why it matters:
        Everybody who responds does so at least once. Where it is otherwise, one of the two is
        another figure: responses of each respondent, or people who might respond.

    Example:
        respondents: 54
        responses: 1

    Use instead:
        respondents: 54
        responses_per_respondent: 1
    """
    for entry in inventory.forms:
        form = entry.model
        if form.respondents is None or form.responses is None:
            continue
        seldom = form.responses_per_respondent is not None and form.responses_per_respondent < 1
        if form.responses < form.respondents and not seldom:
            message = (
                f"responses: {in_digits(form.responses)} is fewer than the "
                f"{in_digits(form.respondents)} respondents; see whether it is "
                "`responses_per_respondent`"
            )
            yield entry.problem("responses", message)


def _minutes(form: Form) -> tuple[str, float | None]:
    """Return the minutes of a response, and the key of the figure that they come from."""
    if form.minutes_per_response is not None:
        return "minutes_per_response", form.minutes_per_response
    responses, hours = form.total_responses, form.published_hours
    if responses is None or hours is None:
        return "published_hours", None
    return "published_hours", minutes_per_response(hours, responses)


def _per_response(key: str, minutes: float) -> str:
    found = f"{minutes:,.0f}" if 1 < minutes < 1e20 else f"{minutes:.2g}"
    if key == "minutes_per_response":
        return f"{found} is"
    return f"they make {found} minutes a response, which is"
