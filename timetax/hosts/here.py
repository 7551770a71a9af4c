"""The host that a run is a job of."""

from importlib import import_module

from timetax.bundle import modules_in
from timetax.hosts import known
from timetax.hosts.host import Environment, Host


def hosts() -> list[Host]:
    """Return every host that is known."""
    return [import_module(module).HOST for module in modules_in(known).values()]


def host_of(environment: Environment) -> Host | None:
    """Return the host whose job has this environment, or None."""
    return next((each for each in hosts() if each.is_here(environment)), None)
