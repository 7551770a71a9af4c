"""The page of the books: what each states of its manual, from the modules themselves."""

from collections.abc import Iterator

from timetax.catalogue.vocabulary import AFFECTED_PUBLIC
from timetax.engine.money.book import BOOKS, Book, book_named
from timetax.engine.money.prices import price_index

_INTRODUCTION = """\
# Books

What [`timetax cost`](cost.md) does by each government's rules. This page is made from the books
themselves, so it cannot be out of date. Of each rule it says whether its text was *read*, whether
it was *computed*, which means concluded from formulas and printed figures, or whether no text was
at hand (*not read*): look it up before you cite it.

A further book is one file in `timetax/engine/money/books/` and its test.
"""
_TIMES = {"always": "money", "named": "money where costs name a tariff", "never": "hours"}


def page_of_books() -> str:
    """Return the page of all books in Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(name, book_named(name)) for name in BOOKS)])


def _section(name: str, book: Book) -> str:
    rows = "".join(f"| {rule.heading} | {rule.text} | {rule.evidence} |\n" for rule in book.manual)
    facts = "".join(f"- {fact}\n" for fact in _facts(book))
    head = f"## {name}\n\n{book.title}, in {book.currency}.\n\n"
    return f"{head}| section | rule | text |\n| --- | --- | --- |\n{rows}\n{facts}"


def _facts(book: Book) -> Iterator[str]:
    publics = [f"{AFFECTED_PUBLIC[each]}: {_TIMES[how]}" for each, how in book.time.items()]
    yield f"Time of {'; '.join(publics)}."
    if book.annualised:
        yield f"`annualised` is: {book.annualised_is}."
    if book.over_horizon:
        yield f"`total_over_horizon` is: {book.over_horizon_is}."
    if book.index:
        index = price_index(book.jurisdiction, book.index)
        yield f"Money is moved with `{book.index}`: {index.title}, {index.years}."
    kinds = ", ".join(f"`{kind}`" for kind in sorted({*book.published, "out-of-pocket"}))
    yield f"Published money that it knows: {kinds}."
