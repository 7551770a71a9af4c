"""The manual page, made from the help.

It is made when the program is built and installed as `share/man/man1/timetax.1`, where `man`
looks beside the program itself, so that `man timetax` works as of any other program; a command that
prints it would have to be known first.
"""

from timetax.cli.app import FIELDS, app
from timetax.files.settings import SETTINGS
from timetax.version import __version__

EXIT_CODES = {
    "0": "Done; nothing was found, and every gate holds.",
    "1": "Findings, or a gate that does not hold.",
    "2": "The input or the command cannot be used; standard error says why.",
}


def manual() -> str:
    """Return the manual page of all commands as roff."""
    from typer import Context

    from timetax.tables import layouts

    fields = ", ".join(layouts.FIELDS)
    whole = app.made
    lines = [
        f'.TH TIMETAX 1 "" "timetax {__version__}"',
        ".SH NAME",
        _text(f"timetax - {whole.help}"),
        ".SH SYNOPSIS",
        ".B timetax",
        r"\fICOMMAND\fR [\fIOPTIONS\fR]",
        ".SH COMMANDS",
    ]
    root = Context(whole, info_name="timetax")
    for name in whole.list_commands(root):
        command = whole.get_command(root, name)
        context = Context(command, info_name=name, parent=root)
        usage = " ".join(command.collect_usage_pieces(context))
        lines += [f".SS timetax {_text(name)} {_text(usage)}", _text(command.help)]
        records = (each.get_help_record(context) for each in command.get_params(context))
        for left, right in filter(None, records):
            lines += [".TP", rf".B {_text(left)}", _text(right.replace(FIELDS, fields))]
        lines += [".PP", ".nf", *map(_line, (command.epilog or "").strip("\b").splitlines()), ".fi"]
    lines.append(".SH EXIT STATUS")
    for code, meaning in EXIT_CODES.items():
        lines += [".TP", f".B {code}", _text(meaning)]
    lines.append(".SH ENVIRONMENT")
    for each in SETTINGS:
        lines += [".TP", f".B {each.variable}", _text(f"{each.about} Without: {each.default}.")]
    lines += [".SH FILES", ".TP", ".B timetax.toml", "The same settings, and those of checks."]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Return text on one line, as roff shows it as it is."""
    return _line(" ".join(text.split()))


def _line(text: str) -> str:
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{plain}" if plain[:1] in (".", "'") else plain
