"""Tables and lists as HTML for notebooks; everything in them is escaped."""

from collections.abc import Iterable, Sequence
from html import escape


def html_table(
    caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]
) -> str:
    """Return a table as HTML; `right` says for each column whether it is aligned to the right."""
    styles = [
        f"padding:1px 8px;text-align:{'right;white-space:nowrap' if to_right else 'left'}"
        for to_right in right
    ]

    def cells(tag: str, values: Sequence[str]) -> str:
        return "".join(
            f'<{tag} style="{style}">{escape(value)}</{tag}>'
            for value, style in zip(values, styles, strict=True)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    head = f"<thead><tr>{cells('th', headings)}</tr></thead>"
    title = f'<caption style="text-align:left"><b>{escape(caption)}</b></caption>'
    return f'<table style="margin-top:1em">{title}{head}<tbody>{body}</tbody></table>'


def html_list(items: Sequence[str]) -> str:
    """Return a list as HTML, or nothing where there are no items."""
    entries = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{entries}</ul>" if entries else ""
