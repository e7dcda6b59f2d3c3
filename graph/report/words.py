"""How a report puts numbers and lists into words: a real minus sign, no digit too many, ties as ties."""

from collections.abc import Sequence

MINUS = "−"
NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: float, decimals: int) -> str:
    """Return a number with so many decimals; what would round to nothing but is something says "<0.01"."""
    least = 10.0**-decimals
    if 0 < value < least / 2:
        return f"<{least:.{decimals}f}"
    return f"{value:.{decimals}f}".replace("-", MINUS)


def signed(value: float | None, decimals: int = 1) -> str:
    """Return a mean intensity with its sign; "not stated" where no event says anything."""
    if value is None:
        return "not stated"
    rounded = round(value, decimals)
    return f"{rounded:+.{decimals}f}".replace("-", MINUS) if rounded else f"{0:.{decimals}f}"


def listed(words: Sequence[str], most: int = 4) -> str:
    """Return "a", "a and b", "a, b and c", and past `most` "a, b, c and 7 more"."""
    shown = list(words)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else "".join(shown)


def count(amount: int, noun: str, plural: str | None = None) -> str:
    """Return "1 document", "3 documents"."""
    return f"{amount} {noun if amount == 1 else plural or noun + 's'}"


def numeral(amount: int) -> str:
    """Return a number up to twelve as a word."""
    return NUMERALS[amount] if 0 <= amount < len(NUMERALS) else str(amount)


def opening(sentence: str) -> str:
    """Return a sentence with a capital at its head."""
    return sentence[:1].upper() + sentence[1:]


def titled(title: str) -> str:
    """Return a title in quotation marks, unless it brings its own."""
    return title if title[:1] in "\"'“‘«" else f"“{title}”"
