"""The page of the books says what the books say.

After a change of a book, `UPDATE_GOLDEN=1 pytest tests/reports/test_books_page.py` writes it anew.
"""

import os

from tests.console import ROOT
from timetax.reports.books_page import page_of_books

PAGE = ROOT / "docs" / "books.md"


def test_the_page_of_books_is_made_of_the_books() -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(page_of_books(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page_of_books()
