"""Text of sources as it may be shown: what is invisible, or turns the letters around it about, never deceives.

Unicode's bidirectional controls make a line read as its reverse, and characters without width make two names that look
alike (Unicode Technical Reports 36 and 39; "Trojan Source", CVE-2021-42574). The dataset keeps what a source holds.
Where it is shown, words of ours and names lose such characters (`plain`, `legible`); a quotation keeps them, each shut
in and told by its number (`parted`). Combining marks without end, which would cover other lines, are cut likewise.
"""

import re
from collections.abc import Iterator

MARKS = 4  # on one letter: Vietnamese takes two, pointed Hebrew three or four

_TURNING = "\u202a-\u202e\u2066-\u2069"
_STEERING = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb"
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
)
_LAST_TWO = "".join(chr(plane << 16 | tail) for plane in range(17) for tail in (0xFFFE, 0xFFFF))
_NOTHING = f"\ufdd0-\ufdef{_LAST_TWO}"
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_JOINERS = "(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"  # of use in other scripts
_DROPPED = re.compile(f"[{_TURNING}{_STEERING}{_UNSEEN}{_NOTHING}]|{_JOINERS}")
_LONE = re.compile("[\ud800-\udfff]")
_CROWD = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_FLOOD = re.compile(f"({_CROWD}{{{MARKS}}}){_CROWD}+")
_TOLD = re.compile(f"[{_TURNING}{_STEERING}{_NOTHING}\ud800-\udfff]|(?<={_CROWD}{{{MARKS}}}){_CROWD}+")
_PLAIN = re.compile("[\t\n\r -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf]*")


def plain(text: str) -> str:
    """Return text without what is invisible or turns letters about; breaks of lines that are none become blanks.

    >>> plain("Italy \\u202edenies"), plain("It\\u200baly"), plain("one\\u2028two")
    ('Italy denies', 'Italy', 'one two')
    """
    if _PLAIN.fullmatch(text):
        return text
    kept = _DROPPED.sub("", _BREAKS.sub(" ", text))
    return _LONE.sub("\ufffd", _FLOOD.sub(r"\1", kept))


def legible(name: str) -> str:
    """Return a name or title on one line, as `plain` has it; of one that has nothing to see, the characters by number.

    >>> legible("Sky \\n Programme"), legible("\\u3164")
    ('Sky Programme', 'U+3164')
    """
    return " ".join(plain(name).split()) or " ".join(map(code_point, name[:8].strip(" \n")))


def parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield the whole of a quotation in pieces, each with how it is told where it must not act: else with ''.

    >>> list(parted("Italy \\u202edenies"))
    [('Italy ', ''), ('\\u202e', 'U+202E'), ('denies', '')]
    """
    at = 0
    for found in _TOLD.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], ""
        yield found.group(), code_point(found.group()) if len(found.group()) == 1 else f"{len(found.group())} marks"
        at = found.end()
    if at < len(text):
        yield text[at:], ""


def spelt(text: str) -> str:
    """Return a quotation as text alone, with the number of each character that must not act in its place."""
    return "".join(f"⟨{told}⟩" if told else piece for piece, told in parted(text))


def code_point(letter: str) -> str:
    """Return a character's number as Unicode writes it."""
    return f"U+{ord(letter):04X}"
