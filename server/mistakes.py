"""Where a query is wrong: line and column out of what the engine says, read here and nowhere else.

Both count from 1, columns in code points. The engine tells how far it came, which may be inside a word or behind it,
and lists what its grammar would have taken: a reason in words is kept, most of the rest helps nobody.
"""

import re
from dataclasses import dataclass

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_ITEM = re.compile(r'"(?:\\.|[^"\\])*"|\[[^\]]*\](?:\.\.=)?|[^,]+')
_REASONS = {
    "Prefix not found": "its prefix is not declared",
    "IRI parsing failed": "not a valid IRI",
    "The SELECT contains a variable that is unbound": "a variable is selected that is neither grouped nor aggregated",
}
_BEHIND = tuple(_REASONS.values())[:2]  # the engine is already past what these are about
_TELLING = ("BY", "AS", "IN", "(", ")", "{", "}")  # of what the engine would have taken, what helps to be told
_TOKEN = re.compile(r"<[^<>\n]*>|[\w:?$.-]*[\w:?$]|\S")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place in a query, and why the parser stopped there, as far as it says so in words."""

    line: int
    column: int
    reason: str

    def token(self, query: str) -> tuple[int, int, str]:
        """Return line, column and text of what is wrong: what stands at the place, else what stands before it."""
        lines = query.split("\n")
        tokens = [
            (number, match.start() + 1, match.group())
            for number, line in enumerate(lines[: self.line], 1)
            for match in _TOKEN.finditer(line)
        ]
        here = (self.line, self.column)
        at = [token for token in tokens if token[0] == self.line and token[1] <= self.column < token[1] + len(token[2])]
        after = [token for token in tokens if token[:2] >= here]
        before = [token for token in tokens if token[:2] < here and token not in at]
        if self.reason in _BEHIND and before:
            return before[-1]
        return next(iter([*at, *after, *reversed(before)]), (*here, ""))

    def told(self, query: str) -> str:
        """Return the mistake as a sentence about the query it was found in."""
        line, column, text = self.token(query)
        near = f", near “{text[:40]}”" if text else ""
        return f"Line {line}, column {column}{near}: {self.reason}."


def mistake_in(message: str) -> Mistake | None:
    """Return the place that an error's message names, or None where it names none."""
    match = _PLACE.search(message)
    return Mistake(int(match[1]), int(match[2]), _reason(match[3])) if match else None


def _reason(expected: str) -> str:
    for words, reason in _REASONS.items():
        if words in expected:
            return reason
    wanted = [item for match in _ITEM.findall(expected) if (item := match.strip().strip('"')) in _TELLING]
    return f"wanted {wanted[0]}" if len(wanted) == 1 else "this cannot stand here, or something is missing before it"
