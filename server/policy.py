"""What a page may load and who may frame it: this host alone, unless a page says otherwise."""

from collections.abc import Iterable


def policy(framers: Iterable[str] = ("'self'",)) -> str:
    """Return the policy of a page that these origins may show in a frame."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {' '.join(framers)}"
    )
