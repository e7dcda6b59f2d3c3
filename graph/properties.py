"""What the properties of a file (of PDF, of Word) say of an article, as far as it can be believed.

Programs fill these fields with names of their own, of templates and of users: what looks like that is left out, and
a date in the text itself goes before the one on which the file was made.
"""

import re
from dataclasses import replace
from datetime import date

from .metadata import LONGEST, Metadata, stated_in

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|powerpoint presentation|untitled|unbenannt|document\s*\d*|about:|print(?:ing)?\b"
    r"|layout \d|slide \d|https?:|file:)|.*\.(?:docx?|pdf|indd|qxd|tex|pptx?|rtf|odt|html?)$|[\w-]*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,5}")
_NO_NAME = re.compile(
    r"\b(?:microsoft|office|user|admin\w*|owner|default|unknown|python-docx|author|adobe|acrobat|scanner|utente|windows)\b",
    re.IGNORECASE,
)
EARLIEST = date(1993, 1, 1)  # no PDF is older


def described(text: str, *, title: str | None, author: str | None, made: date | None) -> Metadata:
    """Return what a text says of itself, completed and its title replaced by properties that can be believed."""
    said = stated_in(text)
    return replace(
        said,
        title=believable_title(title) or said.title,
        creator=said.creator or believable_names(author),
        issued=said.issued or (made.isoformat() if made and made > EARLIEST else None),
    )


def believable_title(title: str | None) -> str | None:
    """Return a title if it looks like one: words, not the name of a file or of a program."""
    text = " ".join((title or "").split())
    return text if text and len(text) <= LONGEST * 2 and not _NO_TITLE.match(text) else None


def believable_names(author: str | None) -> tuple[str, ...]:
    """Return the names in an author field that look like names of people or bodies, not of user accounts."""
    names = (name.strip() for name in re.split(r"[;,]|\band\b|&", author or ""))
    return tuple(name for name in names if _NAME.fullmatch(name) and name[0].isupper() and not _NO_NAME.search(name))
