"""A small HTML table for notebooks; everything in it is escaped."""

from collections.abc import Iterable, Sequence
from html import escape


def html_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]
) -> str:
    """Return a table as HTML; `right` says for each column whether it is aligned to the right."""

    def cells(tag: str, values: Sequence[str]) -> str:
        return "".join(
            f'<{tag} style="text-align:{"right" if to_right else "left"}">{escape(value)}</{tag}>'
            for value, to_right in zip(values, right, strict=True)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', headings)}</tr></thead>"
    return f"<table><caption>{escape(caption)}</caption>{head}<tbody>{body}</tbody></table>"
