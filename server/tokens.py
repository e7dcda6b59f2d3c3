"""Who may write: bearers of a token (RFC 6750), of which only hashes are kept.

Without any token, writing is off. A hash is compared in constant time; a file of hashes has one in hexadecimal a line,
with a comment after `#`.
"""

import hmac
import re
import secrets
from hashlib import sha256
from pathlib import Path

from graph.errors import RelazioneError

from .protocol import ProtocolError

SHORTEST = 16
_HASH = re.compile(r"[0-9a-f]{64}")


class TokenError(ProtocolError):
    """Nobody, or not the right one, asks to write."""


class Tokens:
    """The hashes of the tokens that may write."""

    def __init__(self, hashes: tuple[str, ...] = ()) -> None:
        self._hashes = hashes

    @classmethod
    def of(cls, token: str | None, file: Path | None) -> "Tokens":
        """Return those of a token in the clear and of a file of hashes; raise `RelazioneError` for what is neither."""
        hashes = []
        if token:
            if len(token) < SHORTEST:
                raise RelazioneError(f"RELAZIONE_TOKEN has {len(token)} characters; wanted at least {SHORTEST}")
            hashes.append(hashed(token))
        if file is not None:
            hashes += _read(file)
        return cls(tuple(hashes))

    @property
    def on(self) -> bool:
        """Whether anybody may write."""
        return bool(self._hashes)

    def check(self, authorization: str | None) -> None:
        """Raise `TokenError` unless the Authorization header bears a token."""
        if not self._hashes:
            raise TokenError(403, "Writing is off: the service was started without a token (relazione serve --help).")
        scheme, _, token = (authorization or "").partition(" ")
        given = hashed(token.strip()) if scheme.lower() == "bearer" else ""
        known = [hmac.compare_digest(given, each) for each in self._hashes]
        if not any(known):
            raise TokenError(401, "Writing takes a token: Authorization: Bearer TOKEN.")


def hashed(token: str) -> str:
    """Return the hash under which a token is kept."""
    return sha256(token.encode()).hexdigest()


def fresh_token() -> str:
    """Return a new token of 256 bits."""
    return secrets.token_urlsafe(32)


def _read(file: Path) -> list[str]:
    try:
        lines = [line.partition("#")[0].strip().lower() for line in file.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise RelazioneError(f"{file}: the hashes of tokens cannot be read ({reason})") from error
    for number, line in enumerate(lines, 1):
        if line and not _HASH.fullmatch(line):
            advice = "make one with: relazione token"
            raise RelazioneError(f"{file}:{number}: not the SHA-256 of a token in hexadecimal; {advice}")
    return [line for line in lines if line]
