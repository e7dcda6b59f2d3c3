"""Names that are written a little wrong: each word may miss, add, change or swap a letter, long words two.

Words are compared only with those that share enough pairs of letters, so thousands of names take a millisecond.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

_EXACT, _ONE = 3, 7


class Likeness:
    """The words of many texts, by their pairs of letters."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            for word in text.replace("-", " ").split():
                self._texts[word].add(text)
        self._pairs: dict[str, list[str]] = defaultdict(list)
        for word in self._texts:
            for pair in _pairs(word):
                self._pairs[pair].append(word)

    def texts(self, wanted: str) -> Mapping[str, int]:
        """Return the texts that hold every word asked for, or one like it, with how many letters are wrong."""
        found: dict[str, int] | None = None
        for word in wanted.replace("-", " ").split():
            having = self._having(word)
            found = having if found is None else {t: n + having[t] for t, n in found.items() if t in having}
        return found or {}

    def _having(self, word: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for known, wrong in self._like(word).items():
            for text in self._texts[known]:
                found[text] = min(wrong, found.get(text, wrong))
        return found

    def _like(self, word: str) -> dict[str, int]:
        found = {known: 0 for known in self._texts if known.startswith(word)}
        most = 0 if len(word) <= _EXACT else 1 if len(word) <= _ONE else 2
        shared = Counter(known for pair in _pairs(word) for known in self._pairs.get(pair, ())) if most else {}
        for known, pairs in shared.items():
            if known not in found and abs(len(known) - len(word)) <= most and pairs >= len(word) + 1 - 3 * most:
                wrong = wrong_letters(word, known)
                if wrong <= most:
                    found[known] = wrong
        return found


def wrong_letters(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with the next to make one word the other.

    References
    ----------
    R. Lowrance and R. A. Wagner, "An extension of the string-to-string correction problem", Journal of the ACM 22(2),
    1975; here each letter is touched once (optimal string alignment).
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _pairs(word: str) -> set[str]:
    return {a + b for a, b in pairwise(f" {word} ")}
