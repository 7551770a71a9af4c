"""Dots of several amounts a row side by side, such as the clocks of a form."""

from timetax.render.figures.figure import Figure
from timetax.render.figures.kinds import ranges
from timetax.render.figures.paper import Paper


def draw(figure: Figure, paper: Paper, top: float) -> tuple[float, list[str]]:
    """Draw the figure from `top` on; return where it ends and what must be said of it."""
    return ranges.draw(figure, paper, top)
