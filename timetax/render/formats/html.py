"""A report as one HTML page, complete in itself: no script, and nothing is asked of any server."""

from timetax.render.format import Format
from timetax.render.page.page import page_of

FORMAT = Format(write=page_of, suffixes=(".html", ".htm"), for_people=True)
