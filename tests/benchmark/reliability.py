#!/usr/bin/env python3
"""What confidence means: for each tier, the share of facts read that annotations confirm, family by family.

A fact that several statements give counts once, with the highest confidence among them. An unconfirmed fact is one
that the annotators, who aim at all that a text says, did not write down.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.build import build  # noqa: E402
from graph.evaluation import FAMILIES  # noqa: E402
from graph.facts import Fact, Facts, annotated, matched  # noqa: E402
from graph.gold import Gold, read_gold  # noqa: E402
from graph.reading import Reader  # noqa: E402
from graph.recognition import Names, read_names, recognised  # noqa: E402
from graph.store import Generation  # noqa: E402
from ontology.terms import RZ  # noqa: E402
from server.terminal import show_table  # noqa: E402

TIERS = (Decimal("0"), Decimal("0.60"), Decimal("0.75"), Decimal("0.90"))
NAMES = ("under 0.60", "0.60 to 0.75", "0.75 to 0.90", "0.90 and over")


def main(gold: Path, sources: list[Path]) -> None:
    """Build the sources and print the table."""
    right: Counter[tuple[str, int]] = Counter()
    found: Counter[tuple[str, int]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        build(sources, Path(folder), reader=Reader)
        with Generation.open(Path(folder)) as generation:
            names = read_names(generation)
            for document in read_gold(gold):
                for family, tier, confirmed in judged(generation, names, document):
                    found[family, tier] += 1
                    right[family, tier] += confirmed
    families = [*FAMILIES[1:], "all"]
    for tier in range(len(TIERS)):
        found["all", tier] = sum(found[family, tier] for family in FAMILIES)
        right["all", tier] = sum(right[family, tier] for family in FAMILIES)
    rows = [(family, *(share(right[family, t], found[family, t]) for t in range(len(TIERS)))) for family in families]
    show_table("Share of facts that annotations confirm, by confidence", ("", *NAMES), rows, numbers=len(TIERS))


def judged(generation: Generation, names: Names, gold: Gold) -> Iterator[tuple[str, int, bool]]:
    """Yield of each fact read in an annotated document its family, its tier, and whether it is confirmed."""
    document = next((names.documents[name] for name in gold.names if name in names.documents), None)
    if document is None:
        return
    said = recognised(generation, names, document, gold)
    surest: dict[tuple[str, Fact], Decimal] = {}
    for node, properties in said.statements():
        facts = Facts()
        said.add(facts, node)
        confidence = Decimal(str(properties[RZ.confidence][0]))
        for family, listed in facts.of.items():
            for fact in listed:
                surest[family, fact] = max(confidence, surest.get((family, fact), confidence))
    wanted = annotated(gold)
    for family in FAMILIES:
        own = [fact for name, fact in surest if name == family]
        confirmed = {fact for fact, _ in matched(family, own, wanted.of[family])}
        for fact in own:
            yield family, sum(surest[family, fact] >= tier for tier in TIERS) - 1, fact in confirmed


def share(right: int, found: int) -> str:
    """Return a share with the number it is of."""
    return f"{right / found:.2f} of {found:3d}" if found else "—"


if __name__ == "__main__":
    shared = ROOT.parent / "shared"
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="?", default=shared / "gold" / "dev", metavar="GOLD_DIR")
    options.add_argument("sources", type=Path, nargs="*", default=[shared / "seeds", shared / "gold" / "dev"])
    given = options.parse_args()
    if not given.gold.is_dir():
        options.error(f"{given.gold} is no folder of annotations")
    main(given.gold, given.sources)
