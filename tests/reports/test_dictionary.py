"""The page of fields is what the declarations say.

After a change that is meant, `UPDATE_GOLDEN=1 pytest tests/reports/test_dictionary.py` writes it
anew.
"""

import os

from tests.console import ROOT
from timetax.catalogue.declaration import keys_of
from timetax.catalogue.form import Form
from timetax.reports.dictionary import page_of_fields
from timetax.tables.layouts import FIELDS

PAGE = ROOT / "docs" / "fields.md"


def test_the_committed_page_is_what_the_declarations_say() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page_of_fields(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page_of_fields()


def test_every_key_of_a_form_and_every_field_is_on_the_page() -> None:
    page = page_of_fields()
    for name in (*keys_of(Form), *FIELDS):
        assert f"| `{name}` |" in page
