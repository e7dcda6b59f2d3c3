"""Other forms of what a document names: surnames, acronyms, short forms before a hyphen, and the bodies of the EU.

They are read after all full names, since each leans on a name that the document gives elsewhere.
"""

from spacy.tokens import Doc, Token

from .gazetteer import Gazetteer
from .loose import short_names
from .names import capitalised, head_types
from .page import Mention, Page, Paragraph
from .wordlists import table, words

_HEADED = frozenset({"Organization", "Agreement", "Initiative", "Measure"})
_UNION = "organization/european-union"


def find_forms(page: Page, gazetteer: Gazetteer) -> None:
    """Enter the places where another form of a name stands."""
    _surnames(page)
    _acronyms(page)
    _short_heads(page)
    _prefixes(page, gazetteer)
    if _UNION in page.entities:
        _europe(page, gazetteer)
    _without_labels(page)
    if _UNION in page.entities:
        _union_bodies(page, gazetteer)


def _surnames(page: Page) -> None:
    """Enter the places where a person's name stands again that was missed there."""
    known: dict[str, str] = {}
    for key, entity in sorted(page.entities.items()):
        if entity.type == "Person":
            known |= dict.fromkeys(short_names(entity.name), key) | {entity.name: key}
    for paragraph in page.paragraphs:
        for token in paragraph.tokens:
            if token.i in paragraph.at or token.text not in known or len(token.text) == 1:
                continue
            if not token.is_sent_start and token.text not in words("words", "no_names"):
                paragraph.add(Mention(token.i, token.i + 1, page.enter(page.entities[known[token.text]], token.text)))


def _acronyms(page: Page) -> None:
    """Make one of a name and the acronym that brackets introduce behind it, whatever else the acronym may mean."""
    for paragraph in page.paragraphs:
        for token in paragraph.tokens[1:-2] if "(" in paragraph.text else ():
            outside, inside = paragraph.at.get(token.i - 1), paragraph.at.get(token.i + 1)
            form = token.nbor(1).text
            if token.text == "(" and token.nbor(2).text == ")" and outside and _stands_for(page, form, outside.key):
                _make_one(page, outside.key, inside.key if inside else None, form)
                paragraph.add(Mention(token.i + 1, token.i + 2, outside.key))


def _short_heads(page: Page) -> None:
    """Read "the Treaty", "the Bank" with a capital as the one of that head word that was named last before."""
    named: dict[str, str] = {}
    for paragraph in page.texts():
        doc = paragraph.doc
        for token in paragraph.tokens:
            mention = paragraph.at.get(token.i)
            if mention is not None:
                entity = page.entities[mention.key]
                if entity.type in _HEADED and " " in entity.name:
                    named |= {word: mention.key for word in entity.name.split() if word.lower() in head_types()}
            elif token.text in named and token.i and token.nbor(-1).lower_ == "the" and _stands_alone(doc, token.i):
                paragraph.add(Mention(token.i, token.i + 1, page.enter(page.entities[named[token.text]], token.text)))


def _stands_alone(doc: Doc, index: int) -> bool:
    """Tell whether a word with a capital is no part of a longer name."""
    after = doc[index + 1] if index + 1 < len(doc) else None
    return after is None or not (capitalised(after) or after.lower_ == "of")


def _stands_for(page: Page, form: str, key: str) -> bool:
    """Tell whether an acronym may stand for a name: a body, agreement or initiative one of whose words begins as it
    does.
    """
    entity = page.entities[key]
    if not form.isupper() or len(form) < 2 or entity.type in {"State", "Place", "Person"}:
        return False
    return any(word[0].upper() == form[0] for word in entity.name.split())


def _make_one(page: Page, kept: str, dropped: str | None, form: str) -> None:
    """Take an acronym for another form of what stays, and its own reading back where nothing else has it."""
    page.forms[kept].add(form)
    if dropped is None or dropped == kept:
        return
    if page.entities[dropped].reference and page.forms[dropped] - {form}:
        return
    page.forms[kept] |= page.forms.pop(dropped)
    del page.entities[dropped]
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            if mention.key == dropped:
                mention.key = kept


def _prefixes(page: Page, gazetteer: Gazetteer) -> None:
    """Enter the states that a short form names before a hyphen ("Sino-Italian")."""
    prefixes = table("words", "prefixes")
    for paragraph in page.paragraphs:
        for token in paragraph.tokens[:-2]:
            state = gazetteer.actors.get(f"state/{prefixes.get(token.lower_)}")
            behind = paragraph.at.get(token.i + 2)
            joined = behind is not None and behind.kind == "adjective" and token.nbor(1).text in {"-", "\u2013"}
            if state and joined and token.i not in paragraph.at and token.text[0].isupper():
                paragraph.add(Mention(token.i, token.i + 1, page.enter_actor(state, token.text), "adjective"))


def _europe(page: Page, gazetteer: Gazetteer) -> None:
    """Read "European", and "Europe" where it acts or owns, as the EU's where the document names the EU."""
    union = gazetteer.actors.get(_UNION)
    for paragraph in page.paragraphs if union else ():
        for token in paragraph.tokens:
            kind = _european(paragraph, token)
            if union and kind:
                paragraph.at[token.i] = Mention(token.i, token.i + 1, page.enter_actor(union, token.text), kind)


def _european(paragraph: Paragraph, token: Token) -> str | None:
    """Return how a word stands for the EU: as adjective, as name, or not at all."""
    if token.text in {"European", "Europeans"} and token.i not in paragraph.at:
        return "adjective" if token.i == 0 or token.nbor(-1).text != "-" else None
    return "name" if token.text == "Europe" and _acts(token) else None


def _acts(token: Token) -> bool:
    """Tell whether a name does or owns something rather than being where something is."""
    if token.dep_ in {"nsubj", "poss"}:
        return True
    if not token.i or token.i + 1 == len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    return before.tag_ in {"WP", "WDT", "IN"} and before.lower_ in {"what", "that", "which"} and after.is_alpha


def _without_labels(page: Page) -> None:
    """Take names that only label who speaks in an interview ("Roe: Yes.") out of the sentences they stand before."""
    labels = [
        (paragraph, mention)
        for paragraph in page.paragraphs
        for mention in paragraph.mentions()
        if mention.start == 0 and mention.end < len(paragraph.doc) and paragraph.doc[mention.end].text == ":"
    ]
    if len(labels) > 2:
        for paragraph, mention in labels:
            for index in range(mention.start, mention.end):
                del paragraph.at[index]


def _union_bodies(page: Page, gazetteer: Gazetteer) -> None:
    """Read "the Commission" as the European one where the document names the EU."""
    bodies = table("words", "union_bodies")
    for paragraph in page.texts():
        doc = paragraph.doc
        for token in doc[1:]:
            actor = gazetteer.actors.get(bodies.get(token.text, ""))
            if actor is None or token.i in paragraph.at or token.nbor(-1).lower_ != "the":
                continue
            if token.i + 1 == len(doc) or token.nbor(1).lower_ != "of":
                paragraph.add(Mention(token.i, token.i + 1, page.enter_actor(actor, token.text)))
