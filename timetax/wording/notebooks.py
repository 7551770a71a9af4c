"""How a value shows in a notebook: pages are made above the values, so the package tells them."""

from collections.abc import Callable
from typing import Any

show: Callable[[Any], str]
"""Returns a value as a part of a notebook: `render.page.notebook.shown`, as the package sets it."""
