"""The work of a pipeline's attribute ruler and lemmatizer, done once for each kind of word.

Both look at one word at a time, save for a few patterns of several words ("let 's"), and so say the same of every
word with the same letters, tag and dependency. What they said is kept; where a pattern of several words may open,
they are asked about the whole text.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.symbols import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.tokens import Doc

Kind = tuple[int, int, int, int]
Said = tuple[int, int, int, int, int]

NAME = "morphology"
MANY = 100_000
_ASKED = {"TAG", "DEP", "LOWER", "IS_SPACE"}
_SET = [TAG, DEP, POS, MORPH, LEMMA]


class Morphology:
    """A component in the place of an attribute ruler and a rule lemmatizer: it writes what they would write."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._named = _Words(token for pattern in _patterns(ruler) for token in pattern)
        self._opening = Matcher(ruler.vocab)
        opening = [[pattern[0]] for pattern in _patterns(ruler) if len(pattern) > 1]
        if opening:
            self._opening.add(NAME, opening)
        self._rules: dict[tuple[int, int, int], dict[int, int]] = {}
        self._said: dict[Kind, Said | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Write the tag, dependency, part of speech, features and lemma of each word, and return the document."""
        if len(self._said) > MANY:
            self._said.clear()
        kinds: list[Kind] = list(zip(*doc.to_array([TAG, DEP, LOWER, ORTH]).T.tolist(), strict=True))
        said = [self._said[kind] if kind in self._said else self._ask(doc, i, kind) for i, kind in enumerate(kinds)]
        if not said:
            return doc
        if None in said:
            return self._lemmatizer(self._ruler(doc))
        written = doc.to_array(_SET)
        written[:] = said
        return doc.from_array(_SET, written)  # type: ignore[arg-type]  # the stubs take `to_array` to give floats

    def _ask(self, doc: Doc, index: int, kind: Kind) -> Said | None:
        """Return what is said of a new kind of word; None if a pattern of several words may open with it."""
        opens = len(self._opening) and self._opening(doc[index : index + 1], allow_missing=True)
        self._said[kind] = None if opens else self._of_word(doc, index, kind)
        return self._said[kind]

    def _of_word(self, doc: Doc, index: int, kind: Kind) -> Said:
        tag, dep, lower, _ = kind
        word = doc.vocab.strings[lower]
        rule = (tag, dep, lower if word.isspace() or word in self._named else 0)
        if rule not in self._rules:
            word_alone: Any = doc[index : index + 1]  # the matcher takes a span, though the stubs of `match` do not
            found = self._ruler.match(word_alone)
            self._rules[rule] = {name: value for match in found for name, value in self._ruler.attrs[match[0]].items()}
        given = {TAG: tag, DEP: dep, POS: 0, MORPH: 0, LEMMA: 0, **self._rules[rule]}
        token = doc[index]
        token.pos = given[POS]
        token.set_morph(given[MORPH])  # type: ignore[attr-defined]  # missing in the stubs
        given[LEMMA] = given[LEMMA] or doc.vocab.strings.add(self._lemmatizer.rule_lemmatize(token)[0])
        return cast(Said, tuple(given[name] for name in _SET))


class _Words:
    """The words that the tokens of patterns name, in small letters."""

    def __init__(self, tokens: Iterable[Mapping[str, Any]]) -> None:
        asked = [token["LOWER"] for token in tokens if "LOWER" in token]
        self._words = {word for one in asked for word in (one.get("IN", ()) if isinstance(one, dict) else (one,))}
        self._forms = [re.compile(one["REGEX"]) for one in asked if isinstance(one, dict) and "REGEX" in one]

    def __contains__(self, word: str) -> bool:
        return word in self._words or any(form.search(word) for form in self._forms)


def _patterns(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    rules: Any = ruler.patterns  # the stubs tell nothing of which value stands under which name of a rule
    return [pattern for rule in rules for pattern in rule["patterns"]]


def hasten(pipeline: Language) -> None:
    """Put a `Morphology` in the place of an attribute ruler and a lemmatizer that are of the usual kind."""
    if not {"attribute_ruler", "lemmatizer"} <= set(pipeline.pipe_names):
        return
    ruler, lemmatizer = pipeline.get_pipe("attribute_ruler"), pipeline.get_pipe("lemmatizer")
    if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
        return
    asked = {name for pattern in _patterns(ruler) for token in pattern for name in token}
    if asked <= _ASKED and lemmatizer.mode == "rule" and not lemmatizer.overwrite:
        pipeline.add_pipe(NAME, after="lemmatizer")
        pipeline.disable_pipe("attribute_ruler")
        pipeline.disable_pipe("lemmatizer")


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> Morphology:
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    return Morphology(cast(AttributeRuler, ruler), cast(Lemmatizer, lemmatizer))
