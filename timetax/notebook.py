"""A small HTML table for notebooks; everything in it is escaped."""

from collections.abc import Iterable, Sequence
from html import escape


def html_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[object]], *, numbers_from: int = 99
) -> str:
    """Return a table as HTML; columns from `numbers_from` on are aligned to the right."""

    def cells(tag: str, values: Sequence[object]) -> str:
        return "".join(
            f'<{tag} style="text-align:{"right" if i >= numbers_from else "left"}">'
            f"{escape(str(value))}</{tag}>"
            for i, value in enumerate(values)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', headings)}</tr></thead>"
    return f"<table><caption>{escape(caption)}</caption>{head}<tbody>{body}</tbody></table>"
