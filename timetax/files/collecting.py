"""Making many values at once without a search for garbage among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_garbage_collector() -> Iterator[None]:
    """Let no garbage be collected for a while, where many values are made and none thrown away.

    Each search goes through all that is there, and makes the time worse than linear.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
