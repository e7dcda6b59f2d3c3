"""Words of a source as HTML shows them; `graph.legible` tells which characters are kept from acting, and why."""

from typing import Any

from markupsafe import Markup, escape

from graph.legible import parted, plain


def verbatim(text: str) -> Markup:
    """Return a source's words, all of them; each character that would not be seen, or turn others about, is shut in."""
    return Markup("").join(
        Markup('<bdi class="told" data-told="{}">{}</bdi>').format(told, _held(piece)) if told else escape(piece)
        for piece, told in parted(text)
    )


def shown(value: Any) -> Any:
    """Return what a template is about to write: text that is no markup yet without what would deceive."""
    return plain(value) if type(value) is str else value


def _held(piece: str) -> str:
    """Return characters as HTML can hold them: it knows neither NUL nor half a surrogate pair."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in piece)
