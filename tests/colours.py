"""How far apart colours are, for usual eyes and for three that lack a kind of cone.

Contrast as WCAG 2 has it; vision after Machado, Oliveira and Fernandes (2009) at full severity, on linear light;
difference as CIEDE2000 has it (Sharma, Wu and Dalal 2005).
"""

import re

import numpy as np
from numpy.typing import NDArray

VISION = {
    "usual": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ.sum(axis=1)

Vector = NDArray[np.float64]


def themes(css: str) -> dict[str, dict[str, str]]:
    """Return the colours of a sheet of tokens, by theme; those of the two dark blocks apart."""
    parts = re.split(r"@media screen and \(prefers-color-scheme: dark\)|:root\[data-theme=\"dark\"\]", css)
    names = ("light", "dark", "dark by choice")
    return {
        name: dict(re.findall(r"--([\w-]+): *(#[0-9a-f]{6});", part)) for name, part in zip(names, parts, strict=True)
    }


def linear(colour: str) -> Vector:
    """Return the linear red, green and blue of "#rrggbb"."""
    part = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, vision: str = "usual") -> Vector:
    """Return L*, a* and b* of a colour as an eye sees it."""
    seen = XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(seen > (6 / 29) ** 3, np.cbrt(seen), seen * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: Vector, other: Vector) -> float:
    """Return the CIEDE2000 difference of two colours in L*a*b*."""
    lightness, a, b = np.array([one, other]).T
    mean = np.hypot(a, b).mean()
    a = a * (1 + 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7))))
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    turn = 0.0 if chroma.prod() == 0 else (hue[1] - hue[0] + 180) % 360 - 180
    middle = hue.sum() if chroma.prod() == 0 else hue[0] + turn / 2
    light, mean = lightness.mean(), chroma.mean()
    waves = ((1, -30, -0.17), (2, 0, 0.24), (3, 6, 0.32), (4, -63, -0.20))
    t = 1 + sum(weight * np.cos(np.radians(times * middle + shift)) for times, shift, weight in waves)
    by_light = np.diff(lightness)[0] / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_chroma = np.diff(chroma)[0] / (1 + 0.045 * mean)
    by_hue = 2 * np.sqrt(chroma.prod()) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * mean * t)
    bend = np.sin(np.radians(60 * np.exp(-(((middle % 360 - 275) / 25) ** 2))))
    both = -2 * np.sqrt(mean**7 / (mean**7 + 25.0**7)) * bend * by_chroma * by_hue
    return float(np.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + both))
