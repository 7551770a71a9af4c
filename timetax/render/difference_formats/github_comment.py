"""A difference as a comment on a pull request, which a later one finds and takes the place of."""

from urllib.parse import quote

from timetax.findings import option_error
from timetax.render.format import Format
from timetax.render.formats import markdown
from timetax.reports.report import Report
from timetax.wording.numbers import plural


def render(report: Report, *, limit: int = markdown.LIMIT) -> str:
    """Return the report as the body of a comment of at most `limit` bytes.

    Its first line is a hidden marker. What a catalogue says neither mentions nor links anything.

    Raises:
        InputError: the report is not on a difference.
    """
    if report.format[0] not in ("timetax_diff", "timetax_form_diff"):
        raise option_error("format github-comment", "is for `timetax diff` of two versions alone")
    marker = marker_of(report.data.get("comment_key"))
    if not any(section.rows for section in report.sections):
        return f"{marker}\n{markdown.escaped(report.headline)}\n"
    top = f"{marker}\n{_broken(report)}"
    room = limit - len(top.encode())
    return top + markdown.render(report, limit=room, level=2)


def marker_of(key: str | None) -> str:
    """Return the hidden line that comments on the same difference begin with."""
    inside = f" {quote(key, safe='/. ').replace('--', '%2D%2D')}" if key else ""
    return f"<!-- timetax diff{inside} -->"


def _broken(report: Report) -> str:
    """Return the line that says that gates are broken or not evaluated, or nothing."""
    gates = report.data["gates"]
    results = [gate["status"] for gate in gates]
    counts = {"BROKEN": results.count("broken"), "not evaluated": results.count("unknown")}
    said = ", ".join(f"{count} {result}" for result, count in counts.items() if count)
    return f"**Of {plural(len(gates), 'gate')}: {said}.**\n\n" if said else ""


FORMAT = Format(write=render, suffixes=(".md",), for_people=True, folds=True)
