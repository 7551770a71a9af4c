"""The options by which files are read, which every command that reads has."""

import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer
from typer.models import ArgumentInfo

from timetax.cli.groups import OptionGroup, taking
from timetax.cli.output import progress

if TYPE_CHECKING:
    from timetax.read.options import ReadOptions


@dataclass(frozen=True)
class ReadingArguments(OptionGroup):
    """What the command line says of how files are read: each option is declared here once.

    Its name is that of the argument of `read_options` that takes it.
    """

    input: Annotated[
        str | None,
        typer.Option(
            "--input",
            metavar="yaml|csv|tsv|...",
            help="What the input holds, where its first bytes lead astray.",
            show_default=False,
        ),
    ] = None
    headings: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="HEADING=KEY",
            help="What a heading of a table means, or `ignore`; or a file of them; repeatable.",
            show_default=False,
        ),
    ] = None
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit",
            metavar="hours|minutes|seconds",
            help="The unit of a time per response whose heading names none.",
            show_default=False,
        ),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="NAME", help="The sheet of a workbook, or the table of a page."
        ),
    ] = None
    decimal: Annotated[
        str | None,
        typer.Option(
            "--decimal",
            metavar=".|,",
            help="The decimal mark of a table that does not show it.",
            show_default=False,
        ),
    ] = None
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--rows",
            metavar="keep:N,N-N|drop:N,N-N",
            help="Rows of a table that are forms although they look like totals, "
            "or that are none; repeatable.",
            show_default=False,
        ),
    ] = None
    fill: Annotated[
        list[str] | None,
        typer.Option(
            "--fill",
            metavar="KEY=VALUE",
            help="What holds for all rows of a table that do not say, such as agency=IRS; "
            "responses_per_respondent=published_hours takes how often from printed hours; "
            "repeatable.",
            show_default=False,
        ),
    ] = None
    scale: Annotated[
        list[str] | None,
        typer.Option(
            "--scale",
            metavar="N|HEADING=N",
            help="What figures of a table are to be multiplied by, such as 1000 for thousands; "
            "repeatable.",
            show_default=False,
        ),
    ] = None
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR|newest|all",
            help="Which rows count of forms that stand in a table for several years.",
            show_default=False,
        ),
    ] = None
    levels: Annotated[
        str | None,
        typer.Option(
            "--levels",
            metavar="down|none",
            help="Whether an empty cell of a department or agency is as the one above, or none.",
            show_default=False,
        ),
    ] = None
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Leave out what is wrong in a table, and say so."),
    ] = False
    no_limits: Annotated[
        bool,
        typer.Option(
            "--no-limits", help="Read also what unpacks to, or reaches over, very much more."
        ),
    ] = False
    life_event_map: Annotated[
        Path | None,
        typer.Option(
            "--life-event-map",
            metavar="FILE",
            help="Which collections of an official inventory belong to which life events.",
            show_default=False,
        ),
    ] = None

    @contextmanager
    def options(self) -> "Iterator[ReadOptions]":
        """Give the options by which files are read; while they are, progress is shown."""
        from timetax.read.options import read_options

        given = {each.name: getattr(self, each.name) for each in fields(self)}
        with progress("Reading") as tell, redirect_stdout(io.StringIO()):  # libraries print there
            yield read_options(**given, progress=tell)


AS_GIVEN = ReadingArguments()
"""As the files themselves say."""


def flags() -> dict[str, str]:
    """Return how each option of `ReadingArguments` is typed, by its name."""
    hints = get_type_hints(ReadingArguments, include_extras=True)
    declared = {each.name: hints[each.name].__metadata__[0] for each in fields(ReadingArguments)}
    # typer has the first of the names as a default where it stands in an annotation.
    return {name: each.default or each.param_decls[0] for name, each in declared.items()}


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command that takes paths as arguments take them by `--catalogue` too, as others do."""
    own = inspect.signature(command).parameters.values()
    paths = next(each.name for each in own if _takes_paths(each))

    def run(*, context: typer.Context, **given: Any) -> None:
        if named := given.pop(_NAMED.name):
            source = context.get_parameter_source(paths)
            typed = given[paths] if source and source.name == "COMMANDLINE" else []
            given[paths] = [*typed, *named]  # what is set holds where nothing is named
        command(**given)

    parameters: list[inspect.Parameter] = [_CONTEXT]
    for each in own:
        parameters += [each, _NAMED] if each.name == paths else [each]
    return taking(run, command, parameters)


def _takes_paths(parameter: inspect.Parameter) -> bool:
    is_argument = any(
        isinstance(each, ArgumentInfo) for each in getattr(parameter.annotation, "__metadata__", ())
    )
    return is_argument and parameter.name in ("catalogues", "paths", "inventories", "repository")


_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
_NAMED = inspect.Parameter(
    "named",
    inspect.Parameter.KEYWORD_ONLY,
    default=None,
    annotation=Annotated[
        list[str] | None,
        typer.Option(
            "--catalogue",
            "-c",
            metavar="CATALOGUE",
            help="The same as the argument; repeatable.",
            show_default=False,
        ),
    ],
)
