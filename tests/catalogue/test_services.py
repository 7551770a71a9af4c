"""What is wrong with services, feedback and groups is said where it stands, all in one run."""

from pathlib import Path

import pytest

import timetax
from timetax.findings import InputError

BAD = """\
timetax: 1
service_providers:
  - {id: p, name: P, agency: NOBODY}
services:
  - {id: s, name: S, provider: q, forms: [a, {form: x}, a]}
  - {id: t, name: T, provider: p, forms: {form: b, share: 0.7}}
  - {id: u, name: U, provider: p, forms: {form: b, share: 0.4}}
  - {id: v, name: V, forms: {form: a, share: 0.4, counts: no}}
feedback:
  - {service: s, period: FY2020 Q7, survey: X, scale: five-points, scores: {driver: a, value: 4}}
  - {service: s, period: FY2020 Q1, survey: X, scale: five-points, scores: {driver: a, value: 0}}
  - {service: s, period: FY2020 Q1, survey: X, scale: five-points, scores: {driver: a, value: 80}}
  - {period: FY2020 Q1, survey: X, scale: index-100, scores: {driver: a, value: 80}}
  - subject: W
    period: FY2020 Q1
    survey: X
    scale: index-100
    scores: [{driver: a, value: 80}, {driver: a, value: 70}]
government_side:
  - {agency: G, measure: wait, unit: days}
  - {agency: G, measure: wait, unit: days, low: 4, high: 2}
  - {agency: G, measure: wait, unit: days, value: 4, form: y}
agencies:
  - {id: G, name: G}
forms:
  - {id: a, title: A, agency: G}
  - {id: b, title: B, agency: G, respondents_by: {income: {shares: {low: 0.8, high: 0.4}}}}
  - {id: c, title: C, agency: G, respondents_by: {incomes: {shares: {low: 0.8}}}}
  - {id: d, title: D, agency: G, respondents_by: {age: {shares: {old: 0.8}, minutes: {old: 4}}}}
  - {id: e, title: E, agency: G, respondents_by: {age: {shares: {old: 1}, minutes: {young: 4}}}}
"""

FOUND = """\
3:30 agency: 'NOBODY' is not declared under `agencies:`
5:32 provider: 'q' is not declared under `service_providers:`
5:53 form: 'x' is not declared under `forms:`
5:57 form: 'a' is named twice
7:59 share: the shares of 'b' in its services add up to 1.1, which is above 1
8:46 share: what does not count has no share; leave out share, or counts: no
10:26 period: must be a period such as 2024, FY2024, FY2024 Q2 or 2024-06, not 'FY2020 Q7'
11:95 value: 0 means that it was not asked; leave it out
12:95 value: 80 is no score on a scale from 1 to 5
13:5 feedback must say of whom: service, provider or subject
18:47 driver: 'a' is there twice; another figure of the same question is feedback of \
its own, with its source
20:5 give value, or low and high; here is none of them
21:49 low: 4 is above high (2)
22:60 form: 'y' is not declared under `forms:`
27:68 income.shares: the shares add up to 1.2, which is above 1; name groups that \
exclude each other
28:51 unknown key 'incomes'; did you mean 'income'?
29:86 minutes: the shares must add up to 1, or hours cannot be divided by them
30:92 minutes: 'young' has no share
"""


def test_each_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(InputError) as error:
        timetax.load(path)
    found = error.value.findings
    assert [f"{e.position.line}:{e.position.column} {e.message}" for e in found] == (
        FOUND.splitlines()
    )


def test_an_id_alone_is_a_form_of_a_service(tmp_path: Path) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(
        "timetax: 1\nservices: [{id: s, name: S, forms: a}]\n"
        "forms: [{id: a, title: A, agency: G}]\n",
        encoding="utf-8",
    )
    (link,) = timetax.load(path).services["s"].forms
    assert (link.form, link.share, link.counts) == ("a", None, None)
