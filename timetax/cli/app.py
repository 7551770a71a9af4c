"""The program that all commands belong to."""

import inspect
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from enum import Enum
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from timetax.cli.groups import one_by_one, taking
from timetax.cli.homes import HOMES
from timetax.cli.output import told
from timetax.files.settings import BY_PARAMETER
from timetax.findings import Finding, InputError
from timetax.version import __version__
from timetax.wording.hints import did_you_mean

FIELDS = "{fields}"
"""What stands for the fields of forms in the help of an option."""


_Function = TypeVar("_Function", bound=Callable[..., None])


class Defaults(dict[str, Any]):
    """What the configuration says of the parameters of a command; it is read when it is asked."""

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a parameter; None where nothing is set."""
        from timetax.cli.configured import setting

        if name not in BY_PARAMETER or (made := setting(BY_PARAMETER[name].key)) is None:
            return default
        if made.setting.is_path:
            return list(made.values)
        return made.one_of(made.setting.choices)


def _taken_as_typed(parameters: list[Any]) -> list[Any]:
    """Let parameters take values as they are typed: to convert them, typer imports pydantic."""

    def take(parameter: Any, context: Any, value: Any) -> Any:
        return parameter.callback(context, parameter, value) if parameter.callback else value

    for each in parameters:
        each.process_value = partial(take, each)
    return parameters


def _converted_if_needed(parameters: list[Any]) -> list[Any]:
    """Let parameters take texts, and what is of their types already, without pydantic."""
    for each in parameters:
        each.process_value = partial(_process, each)
    return parameters


def _show_name_alone(argument: Any) -> None:
    """Let help show an argument by its name, without the type that it has in Python."""
    argument.display_type_rich = lambda ctx: None
    if argument.required:
        more = "" if argument.nargs == 1 else "..."
        argument.get_usage_pieces = lambda ctx: [f"{argument.metavar}{more}"]


def _process(parameter: Any, context: Any, value: Any) -> Any:
    several = parameter.multiple or parameter.nargs == -1
    kind: Any = parameter.type_descriptor.annotation
    if several and get_origin(kind) is list:
        (kind,) = get_args(kind)
    values = [] if value is None else list(value) if several else [value]
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {each.value: each for each in kind}
        for each in values:
            if each not in members and each not in members.values():
                hint = did_you_mean(each, list(members))
                message = f"{each!r} is none of {', '.join(members)}{hint}"
                raise typer.BadParameter(message, ctx=context, param=parameter)
        values = [members.get(each, each) for each in values]
    elif kind is int:
        try:
            values = [int(each) for each in values]
        except ValueError:
            message = f"{value!r} is no whole number"
            raise typer.BadParameter(message, ctx=context, param=parameter) from None
    elif kind is Path:
        values = [Path(each) for each in values]  # whether it can be used is said by who does
    ready = isinstance(kind, type) and all(isinstance(each, kind) for each in values)
    if not ready or (parameter.required and not values):
        return type(parameter).process_value(parameter, context, value)
    if value is not None:
        value = values if several else values[0]
    elif several:
        value = ()
    return parameter.callback(context, parameter, value) if parameter.callback else value


class Root(TyperGroup):
    """The program without a command, whose own options are flags."""

    commands: Any

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options."""
        return _taken_as_typed(super().get_params(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands, in the order in which they are declared."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write what each command is for, which needs none of its parameters."""
        named = [TyperCommand(name, help=words) for name, words in self.commands.words()]
        TyperGroup(commands=named).format_commands(ctx, formatter)


class Command(TyperCommand):
    """A command whose parameters are what the configuration says where they are not given."""

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **more: Any) -> Any:
        """Return the context of a run."""
        if not more.get("resilient_parsing"):
            more.setdefault("default_map", Defaults())
        return super().make_context(info_name, args, *rest, **more)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters; a shell that completes has their values as they are typed."""
        found = super().get_params(ctx)
        for each in found:
            if each.param_type_name == "argument":
                _show_name_alone(each)
        if ctx.resilient_parsing:
            return _taken_as_typed(found)
        _taken_as_typed([each for each in found if each.is_eager])
        _converted_if_needed([each for each in found if not each.is_eager])
        return found

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what is wrong with an option is told of the option as it is typed."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            options = {name for each in self.params for name in each.opts}
            raise InputError(_as_typed(each, options) for each in error.findings) from error

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, whatever the configuration says."""
        ctx.default_map = None
        super().format_help(ctx, formatter)


def _as_typed(finding: Finding, options: Container[str]) -> Finding:
    position = finding.position
    if finding.rule != "option" or f"--{position.file.split(' ', 1)[0]}" not in options:
        return finding
    return replace(finding, position=replace(position, file=f"--{position.file}"))


class Commands(Mapping[str, TyperCommand]):
    """The commands by name; each is made when it is asked for, for to make all takes longer."""

    def __init__(self) -> None:
        self._homes = {name: home for home, names in HOMES.items() for name in names}
        self._declared: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {}
        self._made: dict[str, Any] = {}

    def __setitem__(self, name: str, declared: tuple[Callable[..., None], dict[str, Any]]) -> None:
        self._declared[name] = declared

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            function, settings = self._declaration(name)
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(name, **settings)(_with_tone(one_by_one(function)))
            self._made[name] = get_command(alone)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def words(self) -> Iterator[tuple[str, str | None]]:
        """Yield the name of each command and what it is for."""
        return ((name, inspect.getdoc(self._declaration(name)[0])) for name in self)

    def _declaration(self, name: str) -> tuple[Callable[..., None], dict[str, Any]]:
        if name not in self._declared:
            import_module(f"timetax.cli.{self._homes[name]}")
        return self._declared[name]


class Program(typer.Typer):
    """The program: each command has the options `--quiet` and `--verbose`."""

    @cached_property
    def commands(self) -> Commands:
        """The commands by name."""
        return Commands()

    @cached_property
    def made(self) -> Any:
        """What typer makes of the program."""
        root: Any = get_command(self)
        root.commands = self.commands
        return root

    def __call__(self, *args: Any, **more: Any) -> Any:
        """Run the command that the arguments of the process name."""
        return self.made(*args, **more)

    def command(
        self, name: str | None = None, *, cls: Any = Command, **more: Any
    ) -> Callable[[_Function], _Function]:
        """Return what makes a function a command, and leaves it as it is."""

        def add(function: _Function) -> _Function:
            self.commands[name or function.__name__] = function, {"cls": cls, **more}
            return function

        return add


def _with_tone(command: Callable[..., None]) -> Callable[..., None]:
    own = inspect.signature(command).parameters
    more = [each for each in _OF_REPORTS if "no_pager" in own and each.name not in own]

    def run(*, quiet: bool, verbose: bool, **given: Any) -> None:
        from timetax.cli.configured import on_day, say_used

        said = {each.name: given.pop(each.name) for each in more}
        plain = bool(said.get("plain"))
        quiet, verbose = quiet or _BEFORE["quiet"], verbose or _BEFORE["verbose"]
        with told(quiet=quiet, verbose=verbose, plain=plain), on_day(said.get("today")):
            try:
                command(**given)
            finally:
                say_used()

    return taking(run, command, [*own.values(), *more, *_TONE])


_Quiet: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print what was asked for and nothing else, apart from errors."
    ),
]
_Verbose: TypeAlias = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say what is read and which settings hold.")
]
_TONE = [
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=each)
    for name, each in (("quiet", _Quiet), ("verbose", _Verbose))
]
_BEFORE = {"quiet": False, "verbose": False}
"""Which of these options stands before the command of this run."""


_OF_REPORTS = [
    inspect.Parameter(
        "today",
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            str | None,
            typer.Option(
                "--today",
                metavar="YYYY-MM-DD",
                help="The day that a figure is of. Without: the day of the run.",
                show_default=False,
            ),
        ],
    ),
    inspect.Parameter(
        "plain",
        inspect.Parameter.KEYWORD_ONLY,
        default=False,
        annotation=Annotated[
            bool,
            typer.Option("--plain", help="No bars beside figures, as where no terminal is."),
        ],
    ),
]
"""What commands that write reports have besides."""


class CommandOnFields(Command):
    """A command whose help lists the fields of forms, which are imported only to be shown."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, with the fields where they are to stand."""
        from timetax.tables import layouts

        for each in self.params:
            if isinstance(text := getattr(each, "help", None), str):
                each.help = text.replace(FIELDS, ", ".join(layouts.FIELDS))  # type: ignore[attr-defined]
        super().format_options(ctx, formatter)


def examples(*commands: str) -> str:
    """Return what a command's help shows below its options."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


app = Program(
    cls=Root,
    no_args_is_help=True,
    rich_markup_mode=None,  # importing what draws panels takes longer than all the rest of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="The time tax of government forms: burden hours by agency and life event.",
    epilog=examples("timetax report", "timetax explain irs-1040", "timetax report --help"),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"timetax {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> None:
    _BEFORE.update(quiet=bool(quiet), verbose=bool(verbose))
