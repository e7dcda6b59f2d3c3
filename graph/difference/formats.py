"""A difference in each of its formats."""

from graph.errors import RelazioneError
from graph.report.render import write

from .compare import Difference
from .plain import as_json, as_text
from .sheet import sheet
from .trig import as_trig

FORMATS = ("text", "html", "json", "trig")


def written(found: Difference, format: str) -> bytes:
    """Return a difference as "text", "html" (a file that stands alone), "json" or "trig"."""
    if format == "html":
        return write(sheet(found), "html").encode()
    if format == "trig":
        return as_trig(found)
    if format not in FORMATS:
        raise RelazioneError(f"{format}: not a format of changes; wanted one of {', '.join(FORMATS)}")
    return (as_json(found) if format == "json" else as_text(found)).encode()
