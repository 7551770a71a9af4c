"""What an analyst would write without timetax: the same totals, with PyYAML and pandas.

Run it as `python benchmarks/analyst.py CATALOGUE`. It trusts the file: no schema, no messages.
"""

import sys

import pandas as pd  # noqa: TID253 - a script that nothing imports
import yaml

TOP = 10
FIGURES = (
    "respondents",
    "responses_per_respondent",
    "responses",
    "minutes_per_response",
    "published_hours",
)


def read_forms(catalogue: dict[str, list[dict[str, object]]]) -> pd.DataFrame:
    """Return the forms that count, with their agency, department and burden hours."""
    forms = pd.DataFrame(catalogue["forms"])
    figures = forms.reindex(columns=list(FIGURES)).apply(pd.to_numeric)
    per_respondent = figures["responses_per_respondent"].fillna(1)
    responses = figures["responses"].fillna(figures["respondents"] * per_respondent)
    hours = responses * figures["minutes_per_response"] / 60
    forms["responses"] = responses
    forms["hours"] = hours.fillna(figures["published_hours"])

    agencies = pd.DataFrame(catalogue["agencies"]).set_index("id")
    top = agencies["parent"].fillna(agencies.index.to_series())
    forms["agency_name"] = forms["agency"].map(agencies["name"])
    forms["department"] = forms["agency"].map(top).map(agencies["name"])
    return forms[forms["excluded"].isna()] if "excluded" in forms else forms


def by_life_event(forms: pd.DataFrame, names: dict[object, object]) -> pd.DataFrame:
    """Return a row a form and life event, with the share of the form that the event causes."""
    events = [
        (form, event, share)
        for form, listed in forms["life_events"].dropna().items()
        for event, share in (
            listed.items() if isinstance(listed, dict) else ((each, 1.0) for each in listed)
        )
    ]
    rows = pd.DataFrame(events, columns=["row", "life_event", "part"]).set_index("row")
    rows = rows.join(forms[["id", "responses", "hours"]])
    rows["life_event"] = rows["life_event"].map(names)
    rows[["responses", "hours"]] = rows[["responses", "hours"]].mul(rows["part"], axis=0)
    return rows


def totals(rows: pd.DataFrame, by: list[str], whole: float) -> pd.DataFrame:
    """Return forms, responses, hours, share and minutes of each group, the most hours first."""
    estimated = rows[rows["hours"].notna()]
    table = estimated.groupby(by)[["responses", "hours"]].sum()
    table.insert(0, "forms", rows.groupby(by)["id"].count())
    table["share"] = table["hours"] / whole
    table["minutes"] = table["hours"] * 60 / table["responses"]
    return table.sort_values("hours", ascending=False)


def main(path: str) -> None:
    """Print the totals of the catalogue at `path`."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as such scripts are written
        catalogue = yaml.load(file, Loader=yaml.CSafeLoader)
    forms = read_forms(catalogue)
    whole = forms["hours"].sum()
    print(f"{whole:.3f} hours a year on {forms['hours'].count()} forms")

    print("\nBy department")
    print(totals(forms, ["department"], whole).head(TOP).to_string())
    print("\nBy department and agency")
    print(totals(forms, ["department", "agency_name"], whole).to_string())
    print("\nBy life event")
    names = {event["id"]: event["name"] for event in catalogue["life_events"]}
    print(totals(by_life_event(forms, names), ["life_event"], whole).head(TOP).to_string())
    print("\nThe heaviest forms")
    heaviest = forms.nlargest(TOP, "hours")
    print(heaviest[["id", "title", "responses", "hours"]].to_string(index=False))


if __name__ == "__main__":
    main(sys.argv[1])
