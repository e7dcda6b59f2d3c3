"""The errors that Relazione raises on purpose, as one tree.

    RelazioneError
    ├── SourceError          a file cannot be read as a document
    │   └── LanguageError    it is written in a language that is not read
    ├── EvidenceError        a quotation lies outside its document or spans paragraphs
    ├── ModelError           the language model is missing or not the one that was asked for
    ├── CrewError            the processes or the cluster that should read cannot be had, or read otherwise
    ├── StoreError           a dataset is missing, damaged or of another version
    │   ├── MissingDataError there is no dataset at the place named
    │   ├── FullError        the disk is full
    │   └── StaleError       another generation was published while this one was being amended
    ├── QueryError           a query cannot be parsed or asks for what is refused
    ├── ReviewError          a judgement cannot be read, or judges what is not there
    │   └── ConflictError    it goes against another judgement, or somebody judged the same meanwhile
    ├── WatchError           a watch is not there, cannot be made, or its news cannot be sent
    ├── GoldError            annotations to compare with do not have the form they should
    └── OntologyError        a file of the ontology (or of the user's additions to it) is wrong

A message names the thing, what was found and what was wanted.
"""


class RelazioneError(Exception):
    """Any error whose message is meant for the person at the terminal."""


class SourceError(RelazioneError):
    """A file cannot be read as a document."""


class LanguageError(SourceError):
    """A document is written in a language that is not read."""


class EvidenceError(RelazioneError):
    """A quotation lies outside its document, or spans paragraphs."""


class ModelError(RelazioneError):
    """The language model is missing, or not the one that was asked for."""


class CrewError(RelazioneError):
    """The processes or the cluster that should read cannot be had, or read otherwise than this process."""


class StoreError(RelazioneError):
    """A dataset is missing, damaged or of another version."""


class MissingDataError(StoreError):
    """There is no dataset at the place named."""


class FullError(StoreError):
    """The disk is full: nothing was written, and what was there is as it was."""


class StaleError(StoreError):
    """Another generation was published while this one was being amended."""


class QueryError(RelazioneError):
    """A query cannot be parsed, or asks for what is refused."""


class ReviewError(RelazioneError):
    """A judgement cannot be read, or judges what is not there."""


class ConflictError(ReviewError):
    """A judgement goes against another one, or somebody judged the same meanwhile."""


class WatchError(RelazioneError):
    """A watch is not there, cannot be made, or its news cannot be sent."""


class GoldError(RelazioneError):
    """Annotations to compare with do not have the form they should."""


class OntologyError(RelazioneError):
    """A file of the ontology, or of the user's additions to it, is wrong."""
