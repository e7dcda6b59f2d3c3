"""Figures: all that are stated, those of the same thing side by side, those not to be compared, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from graph.analysis.accounts import Account, Check, of_family
from graph.analysis.comparisons import Comparison, Incomparable, Terms, comparisons, flow_of, incomparables
from graph.report.section import Cell, Cited, Column, Finding, Line, Note, Section, Table
from graph.report.telling import Record, amount, change, measured, rows, table, told_as, when
from graph.report.wording import amount_words, period_words
from graph.report.words import count, listed
from graph.statement import FLOWS, KINDS, Observation

Figure = Account[Observation]
NOTES = (
    Note(
        "What it measures",
        "Each figure stands as its source gives it, with “about” and “at least” where the text has them. Figures are "
        "set side by side only if kind, direction, sides, period, unit and what is counted are the same.",
    ),
    Note(
        "When it misleads",
        "What one side exports the other imports, and both are set side by side; statistics of the two sides differ "
        "all the same, since imports are valued with freight and insurance. Figures agree if they may be one number "
        "rounded differently, which does not make them independent: both may come from one office.",
    ),
)
VERDICTS = {
    "agree": "agree, as far as they are rounded",
    "limits": "no contradiction, but one is a limit and no amount",
    "revised": "the same voice gives another number at a later date",
    "differ": "differ by more than rounding",
}
REASONS = {
    "period": "different periods",
    "unit": "different currencies or units",
    "part": "different things counted: a part is no whole",
    "world": "what is planned or denied beside what is told to be so",
    "no period": "no period is stated, so that nobody knows whether they are of the same time",
}


def figures(record: Record) -> Section | None:
    """Return all figures of a record; None where there are none."""
    stated = of_family(record.accounts, Observation)
    if not stated:
        return None
    same, apart = comparisons(record.accounts, record.voices), incomparables(record.accounts)
    tables = (_all(record, stated), _same(record, same), _apart(record, apart), _checks(record))
    return Section(
        id="figures", scope="all", title="Figures", about=count(len(stated), "statement"), part=True,
        text=(_lead(record, same),), blocks=tuple(each for each in tables if each), notes=NOTES,
        findings=tuple(_findings(record, same)),
    )  # fmt: skip


def _lead(record: Record, same: Iterable[Comparison]) -> str:
    told = [each.verdict for each in same]
    wrong = sum(check.outcome == "does not add up" for check in record.checks)
    sums = sum(check.outcome != "derived" for check in record.checks)
    verdicts = [f"{told.count(key)} {words}" for key, words in VERDICTS.items() if key in told]
    beside = f"Given by several documents or speakers: {listed(verdicts)}." if told else (
        "No figure is given for the same thing and period by two documents or speakers."
    )  # fmt: skip
    if not sums:
        return f"{beside} No sum can be checked: that takes exports, imports and total or balance of one period."
    return f"{beside} Of {count(sums, 'sum')} that can be checked, {sums - wrong} add{'s' * (sums - wrong == 1)} up."


def _all(record: Record, stated: Iterable[Figure]) -> Table | None:
    columns = (
        Column("What is measured"), Column("Period"), Column("Value", number=True), Column("Change", number=True),
        Column("How it is told", wide=True), Column("Documents", wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    caption = "All figures, as they are stated; change against the year before"
    return table("figures-all", caption, columns, rows(record, sorted(stated, key=_order)), partial(_row, record))


def _row(record: Record, alike: tuple[Figure, ...]) -> tuple[Cell, ...]:
    first = alike[0]
    what, said = measured(record, first.statement), first.statement
    documents = Cited(tuple(sorted({each.document for each in alike})))
    return (
        Line(what.pieces, first.world), when(first), amount(said), change(said), told_as(record, first), documents,
        record.proof(alike, what.text),
    )  # fmt: skip


def _same(record: Record, same: Sequence[Comparison]) -> Table | None:
    columns = (
        Column("The same thing"), Column("Period"), Column("What is given"), Column("Together they"),
        Column("Sentences", number=True),
    )  # fmt: skip
    return table("figures-same", "Side by side", columns, same, partial(_compared, record))


def _compared(record: Record, each: Comparison) -> tuple[Cell, ...]:
    first = each.figures[0].statement
    what = measured(record, first)
    return (
        what, period_words(*each.terms.period), _given(record, each.figures), VERDICTS[each.verdict],
        record.proof(each.figures, what.text),
    )  # fmt: skip


def _given(record: Record, given: Iterable[Figure]) -> str:
    """Say who gives which number: "€9.1 bn (Italy Today; Wang Yi in China Daily)"."""
    voices: dict[str, list[str]] = {}
    for each in given:
        said = each.statement
        mirrored = (
            "" if flow_of(said).reporter == said.reporter else f", as {record.label(said.reporter)}’s {said.flow}"
        )
        told = f"{amount(said)}{mirrored if said.flow in ('import', 'balance') else ''}"
        voices.setdefault(told, []).append(voice(record, each))
    return "; ".join(f"{told} ({', '.join(dict.fromkeys(who))})" for told, who in voices.items())


def voice(record: Record, account: Account[Observation]) -> str:
    """Return whose word an account is: its speaker, and the publisher or name of the document."""
    source = next(each for each in record.archive.sources if each.identifier == account.document)
    said_by = account.statement.said_by
    return (
        f"{record.label(said_by)} in {source.publisher or source.name}" if said_by else source.publisher or source.name
    )


def _apart(record: Record, apart: Sequence[Incomparable]) -> Table | None:
    columns = (
        Column("Not to be compared"), Column("Figures"), Column("Why"), Column("Sentences", number=True),
    )  # fmt: skip
    caption = "Not to be compared with each other, though they measure one flow"
    return table("figures-apart", caption, columns, apart, partial(_incomparable, record))


def _incomparable(record: Record, each: Incomparable) -> tuple[Cell, ...]:
    first = each.figures[0][1][0].statement
    what = Line(tuple(piece for piece in measured(record, first).pieces if not str(piece).startswith(" (“")))
    told = "; ".join(_on(terms, group) for terms, group in each.figures)
    everything = [figure for _, group in each.figures for figure in group]
    return (what, told, listed([REASONS[reason] for reason in each.reasons], 9), record.proof(everything, what.text))


def _on(terms: Terms, group: Iterable[Figure]) -> str:
    given = " or ".join(dict.fromkeys(amount(each.statement) or "" for each in group))
    part = (
        f", of {', '.join(part.removeprefix('sector:').replace('-', ' ') for part in terms.part)}" if terms.part else ""
    )
    plan = "" if terms.world == "told" else f", {terms.world}"
    return f"{given}{part} ({period_words(*terms.period) or 'no period stated'}{plan})"


def _checks(record: Record) -> Table | None:
    by_iri = {each.iri: each for each in of_family(record.accounts, Observation)}
    columns = (Column("Arithmetic"), Column("Outcome"), Column("Period"), Column("Sentences", number=True))
    checks = [check for check in record.checks if by_iri.keys() >= {*check.figures}]
    return table("figures-checks", "Do they add up?", columns, checks, lambda check: _checked(record, check, by_iri))


def _checked(record: Record, check: Check, by_iri: Mapping[str, Figure]) -> tuple[Cell, ...]:
    parts = [by_iri[iri] for iri in check.figures]
    by_flow = {_flow(each, parts): each.statement for each in parts}
    exports, imports = by_flow.get("export"), by_flow.get("import")
    stated = by_flow.get("total") or by_flow.get("balance")
    sign = "+" if "total" in by_flow else "−"
    outcome = {"adds up": "Adds up", "does not add up": "Does not add up", "derived": "Derived"}[check.outcome]
    if exports and imports:
        terms = f"exports of {amount(exports)} {sign} imports of {amount(imports)}"
    else:
        terms = ", ".join(amount(each.statement) or "" for each in parts)
    first = parts[0].statement
    money = (first.currency, first.unit, None)
    if check.outcome == "derived":
        whose = f" for {record.label(check.reporter)}" if check.reporter else ""
        outcome = f"Derived, not stated: a balance of {amount_words(check.balance, *money)}{whose}"
    elif stated:
        name = "total" if "total" in by_flow else "balance"
        terms = f"{terms} = {name} of {amount(stated)}?"
        if check.outcome != "adds up":
            outcome = f"{outcome}: what is stated lies off by {amount_words(check.difference, *money)}"
    return terms, outcome, when(parts[0]), record.proof(parts, terms)


def _flow(figure: Figure, parts: list[Figure]) -> str:
    """Return what a figure of a check counts, from the side of the first that reports an export."""
    side = next((each.statement.reporter for each in parts if each.statement.flow == "export"), None)
    said = figure.statement
    if side and said.reporter != side and said.flow in ("export", "import"):
        return "import" if said.flow == "export" else "export"
    return said.flow or ""


def _order(figure: Figure) -> tuple[object, ...]:
    said = figure.statement
    flow = flow_of(said)
    rest = (said.period_start or said.date or "", said.period_end or "", figure.document, figure.iri)
    sides = sorted((flow.reporter, flow.partner or ""))
    place = FLOWS.index(said.flow) if said.flow in FLOWS else len(FLOWS)
    return (KINDS.index(said.kind) if said.kind in KINDS else len(KINDS), *sides, said.reporter, place, *rest)


def _findings(record: Record, same: Iterable[Comparison]) -> Iterator[Finding]:
    wrong = [check for check in record.checks if check.outcome == "does not add up"]
    if wrong:
        iris = [iri for check in wrong for iri in check.figures]
        does = "does not add up" if len(wrong) == 1 else "do not add up"
        text = f"{count(len(wrong), 'sum')} of trade figures {does}: see Figures."
        yield Finding(scope="all", text=text, sentences=record.archive.of(iris))
    differing = [each for each in same if each.verdict == "differ"]
    if differing:
        what = listed([measured(record, each.figures[0].statement).text for each in differing])
        text = f"Sources differ by more than rounding on {count(len(differing), 'figure')}: {what}."
        iris = [figure.iri for each in differing for figure in each.figures]
        yield Finding(scope="all", text=text, sentences=record.archive.of(iris))
