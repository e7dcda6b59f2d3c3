"""How the names of documents and things become the tails of IRIs: ASCII, lower case, hyphens."""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from rdflib import URIRef

from ontology.terms import DOC

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "œ": "oe"})


def slug(name: str) -> str:
    """Return a name in ASCII words joined by hyphens; a name without any becomes a hash of itself."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
    spelt = "".join(c for c in plain if c.isascii() or not (c.isalnum() or unicodedata.combining(c)))
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", spelt))) or content_hash(name)


def content_hash(content: str) -> str:
    """Return 16 hexadecimal digits that stand for the content."""
    return sha256(content.encode()).hexdigest()[:16]


@lru_cache(maxsize=10_000)
def document_iri(identifier: str) -> URIRef:
    """Return the IRI of a document, which also names the graph of all that was read in it."""
    return DOC[slug(identifier)]
