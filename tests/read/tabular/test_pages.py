"""Tables in Markdown, in saved pages and below keys of JSON: the one with the forms is read."""

import pytest

from tests.read.tabular.tables import forms, mistakes
from timetax.read.content import content_of
from timetax.read.options import ReadOptions
from timetax.read.tabular.format import Start
from timetax.read.tabular.model import TableOptions
from timetax.read.tabular.reading import TableReading, read_table

MARKDOWN = r"""# Forms

| Colour | Size |
|--------|------|
| red    | 1    |

| Title                 | Agency | Annual responses | Minutes per response |
|:----------------------|--------|-----------------:|---------------------:|
| [A \| *b*](http://a)  | X      |            1,000 | 30                   |
| C<br>d                | X      |  ~~9~~ 20[^1]    | 1 hour               |
| **Total**             |        |        **1,020** |                      |

[^1]: Counted in May.
"""
HTML = """<!DOCTYPE html><html><head><style>td {color: red}</style></head><body>
<table><tr><td>Home<td>About</table>
<table>
<tr><th rowspan=2>Agency<th rowspan=2>Title<th rowspan=2>Number of respondents<th colspan=2>Burden
<tr><th>Responses per respondent<th>Hours per response
<tr><td rowspan=2>X<td>A &amp; b<td>1,000<sup>1</sup><td>2<td>.5
<tr><td>C<td>200<td>1<td>1.5</tr>
<tr><td>Y<td>D <span style="display: none">0000</span><td>300<td>4<td>0.25</td></tr>
<tr><td colspan=2>Total<td>1,500<td><td></tr>
</table></body></html>"""
RECORD = '{"Title": "A", "Agency": "X", "Annual responses": 1000, "Minutes per response": 30}'


def kind_of(text: str) -> str:
    return content_of(Start(text.encode()), ReadOptions()).name


def read(text: str, kind: str, **options: str) -> TableReading:
    assert kind_of(text) == kind
    return read_table(text.encode(), f"forms.{kind}", kind, TableOptions(**options))  # type: ignore[arg-type]


def test_a_table_in_markdown_is_read_as_it_is_shown() -> None:
    table = read(MARKDOWN, "md")
    rows = [(row["title"], row["responses"], row["minutes_per_response"]) for row in forms(table)]
    assert rows == [("A | b", "1000", "30"), ("C d", "20", "60")]
    assert "Of forms.md, table '2' is read; left out: '1' (line 3)." in table.notes
    assert any("'Total'" in note and "forms.md:11" in note for note in table.notes)


def test_text_with_bars_alone_is_no_markdown() -> None:
    assert kind_of("Title|Agency|Annual responses\nA|X|5\n") == "csv"
    assert kind_of(f"- text: |\n    {MARKDOWN.splitlines()[2]}\n    |---|---|\n") == "yaml"


def test_a_table_in_a_block_of_code_is_none() -> None:
    other = f"~~~\n{MARKDOWN}~~~\n\n{MARKDOWN}"
    assert len(forms(read(other, "md"))) == 2


def test_a_table_of_a_page_is_read_as_its_reader_sees_it() -> None:
    table = read(HTML, "html")
    rows = [(row["agency"], row["title"], row["respondents"]) for row in forms(table)]
    assert rows == [("X", "A & b", "1000"), ("X", "C", "200"), ("Y", "D", "300")]
    assert [row["responses_per_respondent"] for row in forms(table)] == ["2", "1", "4"]
    assert [row["minutes_per_response"] for row in forms(table)] == ["30", "90", "15"]


def test_a_mistake_names_its_line_of_the_page() -> None:
    (message,) = mistakes(read(HTML.replace("<td>200<", "<td>many<"), "html"))
    assert message.startswith("forms.html:7:3: error: Number of respondents: ")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'{{"data": [{RECORD}]}}', "json"),
        (f'{{"count": 1, "next": null, "results": [\n{RECORD}\n]}}', "json"),
        (f'{{"columns": [{{"name": "a"}}], "answer": {{"items": [{RECORD}]}}}}', "json"),
        (f"{RECORD}\n", "json"),
    ],
)
def test_the_only_list_of_forms_in_an_object_is_read(text: str, kind: str) -> None:
    (row,) = forms(read(text, kind))
    assert (row["title"], row["responses"]) == ("A", "1000")


def test_of_several_the_advice_of_the_message_reads_one() -> None:
    other = RECORD.replace("1000", "7")
    text = f'{{"forms": [{RECORD}],\n "archived": [{other}]}}'
    (message,) = mistakes(read(text, "json"))
    assert message == (
        "forms.json:1:1: error: 2 lists may be those of the forms; write `--sheet forms` (line 1) "
        "or `--sheet archived` (line 2) [heading]"
    )
    assert [row["responses"] for row in forms(read(text, "json", sheet="forms"))] == ["1000"]
    assert [row["responses"] for row in forms(read(text, "json", sheet="archived"))] == ["7"]
    (unknown,) = mistakes(read(text, "json", sheet="form"))
    assert "did you mean 'forms'?" in unknown


def test_a_page_without_a_table_says_so() -> None:
    assert mistakes(read("<html><p>Forms</p></html>", "html")) == [
        "forms.html:1:1: error: this is a web page (HTML) without a table; fetch the file itself "
        "[input]"
    ]
    assert "goes on without" in mistakes(read(f'{{"data": [{RECORD} {RECORD}]}}', "json"))[0]


ROWS = (
    "<tr><th>Title<th>Agency<th>Annual responses<th>Annual hours<tr><td>A<td>X<td>12<td>6</table>"
)
BARS = (
    "| Title | Agency | Annual responses | Annual hours |\n|---|---|---|---|\n| A | X | 12 | 6 |\n"
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", f"<table><caption>Table 1 <i>(in thousands)</i></caption>{ROWS}"),
        ("html", f"<html><h2>Burden</h2><p>All figures in thousands</p><table>{ROWS}"),
        ("html", f"<table>{ROWS}<p>Figures in thousands.</p></body>"),
        ("md", f"# Burden\n\n(in thousands)\n\n{BARS}"),
        ("md", f"{BARS}\n*Figures in thousands.*\n"),
    ],
)
def test_a_scale_in_the_words_beside_a_table_is_asked_about(kind: str, text: str) -> None:
    (question,) = mistakes(read(text, kind))
    assert "speaks of thousands, and no heading does" in question
    assert "`--scale 1000`" in question


def test_words_that_are_far_from_a_table_say_nothing_of_it() -> None:
    far = "<html><p>Seen in thousands of places</p><p>a</p><p>b</p><p>c</p>"
    assert (
        len(forms(read(f"{far}<table>{ROWS}<p>a</p><p>b</p><p>c</p><p>in thousands", "html"))) == 1
    )
