"""`relazione refusals`: what was recognised but not asserted, sentence by sentence, and how often for which reason."""

from collections import Counter
from typing import Annotated, Any

import typer

from graph.errors import RelazioneError

from .options import Data, GenerationId
from .rows import RowFormat, Rows, show_rows, write_csv, write_json
from .terminal import say, show_table

COLUMNS = ("document", "recognised", "reason", "sentence")
Document = Annotated[str | None, typer.Option(metavar="ID", help="Of this document alone.")]


def refusals(
    data: Data, document: Document = None, format: Rows = RowFormat.table, generation: GenerationId = None
) -> None:
    """List what was recognised but not asserted.

    Each comes with its sentence and the reason; how often each reason was given stands at the end.

    \b
    relazione refusals --data ./rome --document visit
    relazione refusals --format csv > refused.csv
    """
    from graph.opening import open_generation

    with open_generation(data, generation) as dataset:
        found = _of(dataset.record, document)
    reasons = Counter(str(refusal["reason"]) for refusal in found)
    if format is RowFormat.json:
        write_json({"refusals": found, "reasons": dict(reasons.most_common())})
        return
    rows = [[refusal[column] for column in COLUMNS] for refusal in found]
    if format is RowFormat.csv:
        write_csv(COLUMNS, rows)
        return
    if rows:
        show_rows(COLUMNS, rows)
        say("")
        show_table("", ("Reason", "Times"), reasons.most_common(), numbers=1)
    say(f"{len(rows)} recognised but not asserted")


def _of(record: dict[str, Any], document: str | None) -> list[dict[str, Any]]:
    known = [read["identifier"] for read in record["documents"]]
    if document is not None and document not in known:
        raise RelazioneError(f"{document}: no document of this dataset; it has {', '.join(known)}")
    return [refusal for refusal in record["refusals"] if document in (None, refusal["document"])]
