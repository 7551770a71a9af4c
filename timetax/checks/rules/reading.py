"""The rules of reading: their mistakes are found by the reader and the schema, not here."""

from inspect import cleandoc

from timetax.checks.rule import RULES, Rule
from timetax.findings import Severity

FAMILIES = {"TT00": "Files and YAML", "TT01": "The schema"}
PARSE = ("input", "encoding", "syntax", "duplicate-key", "heading", "inventory")
"""Rules about files and how they are written; the others of this module are about the schema."""


def _register(code: str, name: str, page: str) -> None:
    RULES[name] = Rule(code, name, Severity.ERROR, cleandoc(page))


_register(
    "TT001",
    "input",
    """A file cannot be read.

    What it checks:
        That every path given can be opened, and that a directory holds YAML files.

    Why it matters:
        A check that skips a file says nothing about it.

    Example:
        timetax check no-such-file.yaml

    Use instead:
        The path of a file that is there.
    """,
)

_register(
    "TT002",
    "encoding",
    """A file is not text.

    What it checks:
        That a file is UTF-8 (or UTF-16 or UTF-32 with its mark) and has no control characters.

    Why it matters:
        Text in another encoding loses its accents and dashes; control characters can hide what a
        file says from those who review it.

    Example:
        title: Demande de prestations, saved as Latin-1 with its accents

    Use instead:
        The same text, saved as UTF-8.
    """,
)

_register(
    "TT003",
    "syntax",
    """A file is not YAML as it is used here.

    What it checks:
        That a file is one document of well-formed YAML, without tags, without keys that are not
        text, nested no deeper than 100 levels, and with aliases that stay within bounds.

    Why it matters:
        Nothing that follows the mistake can be read, so nothing of it is checked.

    Example:
        title: Form 21-526EZ: claim for compensation

    Use instead:
        title: "Form 21-526EZ: claim for compensation"
    """,
)

_register(
    "TT004",
    "duplicate-key",
    """A key is given twice in one mapping.

    What it checks:
        That each mapping gives a key once.

    Why it matters:
        Most readers of YAML keep the last value and drop the first without a word.

    Example:
        responses: 3_512
        minutes_per_response: 12
        responses: 3_215

    Use instead:
        responses: 3_512
        minutes_per_response: 12
    """,
)

_register(
    "TT005",
    "heading",
    """The headings of a table cannot be understood.

    What it checks:
        That a table has a row of headings, that none stands twice for one thing, and that each says
        what unit its figures have.

    Why it matters:
        A column that is taken for another, or for hours where it holds minutes, is wrong in every
        row.

    Example:
        Form title,Agency,Responses,Time per response
        Dog licence,City Clerk,3512,12

    Use instead:
        Form title,Agency,Responses,Minutes per response
        Dog licence,City Clerk,3512,12
    """,
)

_register(
    "TT006",
    "inventory",
    """An official inventory cannot be read to its end.

    What it checks:
        That a file of XML is whole and well-formed, is an inventory of information collections, and
        declares no entities.

    Why it matters:
        What follows the mistake would be missing from every total.

    Example:
        <InformationCollectionRequestList>
          <InformationCollectionRequest>
            <Title>Dog licence

    Use instead:
        The file itself, as reginfo.gov publishes it.
    """,
)

_register(
    "TT011",
    "schema",
    """A file is not a catalogue.

    What it checks:
        That a file is a mapping at its top.

    Why it matters:
        An empty file, a list or a text holds no forms.

    Example:
        - id: dog-licence
          title: Dog licence
          agency: CITY

    Use instead:
        timetax: 1
        forms:
          - id: dog-licence
            title: Dog licence
            agency: CITY
    """,
)

_register(
    "TT012",
    "missing-key",
    """A key that must be there is missing.

    What it checks:
        That a file has `timetax`, a form `id`, `title` and `agency`, an agency or life event `id`
        and `name`, and a source `title`.

    Why it matters:
        A form without an id or agency cannot be named in a report or added to a total.

    Example:
        timetax: 1
        forms:
          - id: dog-licence
            title: Dog licence

    Use instead:
        timetax: 1
        forms:
          - id: dog-licence
            title: Dog licence
            agency: CITY
    """,
)

_register(
    "TT013",
    "unknown-key",
    """A key is not one of the format.

    What it checks:
        That every key is one that the format knows.

    Why it matters:
        A misspelt key would be passed over, and its figure would be missing from every total.

    Example:
        minutes_per_reponse: 12

    Use instead:
        minutes_per_response: 12
    """,
)

_register(
    "TT014",
    "type",
    """A value is of another kind than its key takes.

    What it checks:
        That a text is a text, a list a list, and a mapping a mapping.

    Why it matters:
        It is most often a slip of indentation, and what stands below belongs to the wrong key.

    Example:
        title: [Dog licence, Application]

    Use instead:
        title: Dog licence, Application
    """,
)

_register(
    "TT015",
    "value",
    """A value is not one that its key takes.

    What it checks:
        That figures are numbers of zero or more without units or commas, dates are ISO dates, words
        are known ones, shares add up to 1 at most, and all files have one currency.

    Why it matters:
        A number with a comma or a unit is read in more than one way.

    Example:
        responses: 12,000

    Use instead:
        responses: 12_000
    """,
)

_register(
    "TT016",
    "reference",
    """A name leads to nothing.

    What it checks:
        That agencies, parents, life events and overlapping forms that are named are declared, that
        no form overlaps itself, and that parents do not go round in a circle.

    Why it matters:
        Two spellings of one agency split its total in two.

    Example:
        agencies:
          - {id: POUND, name: Dog Pound}
        forms:
          - {id: dog-licence, title: Dog licence, agency: PUOND}

    Use instead:
        agencies:
          - {id: POUND, name: Dog Pound}
        forms:
          - {id: dog-licence, title: Dog licence, agency: POUND}
    """,
)

_register(
    "TT017",
    "duplicate-id",
    """An id is given twice.

    What it checks:
        That an id is given once among the forms, the agencies or the life events of all files.

    Why it matters:
        Nobody can tell which of the two is meant, and both would be counted.

    Example:
        forms:
          - {id: dog-licence, title: Dog licence, agency: POUND}
          - {id: dog-licence, title: Dog licence by post, agency: POUND}

    Use instead:
        forms:
          - {id: dog-licence, title: Dog licence, agency: POUND}
          - {id: dog-licence-by-post, title: Dog licence by post, agency: POUND}
    """,
)
