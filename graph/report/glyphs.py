"""Shapes: one silhouette a type of name, the marks of cooperation and conflict, the seals of certainty. Each is a path.

Shape tells first and colour second, so that a figure reads in black and white; colours come from classes.
"""

GLYPHS = {
    "State": "M8 1.2a6.8 6.8 0 1 0 0 13.6a6.8 6.8 0 1 0 0-13.6z",
    "Organization": "M1.8 1.8h12.4v12.4H1.8z",
    "Company": "M4.4 1.8h7.2L15.4 8l-3.8 6.2H4.4L.6 8z",
    "Person": "M8 .8a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM1.2 15.2c0-4.2 3-6.4 6.8-6.4s6.8 2.2 6.8 6.4z",
    "Place": "M8 15.8C4.4 11.4 2.2 8.8 2.2 6.1a5.8 5.8 0 0 1 11.6 0C13.8 8.8 11.6 11.4 8 15.8z",
    "Agreement": "M8 .4L15.6 8L8 15.6L.4 8z",
    "Measure": "M.4 1.8h15.2L8 15.4z",
    "Initiative": "M8 0l2.7 5.3L16 8l-5.3 2.7L8 16l-2.7-5.3L0 8l5.3-2.7z",
}
SEALS = {
    "fact": "M1 3.5h10v5H1z", "attributed": "M1 2h10v6.2H6.8L4 11V8.2H1z", "planned": "M1 3.5h10v5H1z",
    "denied": "M1 3.5h10v5H1zM2.5 11.2L9.5 .8",
}  # fmt: skip
SIGNS = {"up": "M5 .8L9.6 9.2H.4z", "down": "M5 9.2L.4.8h9.2z", "flat": "M.6 3.8h8.8v2.4H.6z"}


def way(intensity: float | None, plain: float = 0.5) -> str:
    """Return "up" for cooperation, "down" for conflict, "flat" for what leans neither way or is not stated."""
    if intensity is None or abs(intensity) <= plain:
        return "flat"
    return "up" if intensity > 0 else "down"
