"""How colours are seen: contrast, and what is left of a difference for people who see fewer colours.

Relative luminance and contrast ratio: WCAG 2.2. Simulated colour vision: Machado, Oliveira and Fernandes 2009, severity 1, in
linear RGB. Differences: CIE 1976 in L*a*b* (D65); about 2 is just noticeable, 20 easy to tell apart in thin lines.
"""

from collections.abc import Sequence

import numpy

VISION = {
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = numpy.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: Sequence[float]) -> numpy.ndarray:
    """Linear RGB of an sRGB colour, each part from 0 to 1."""
    parts = numpy.asarray(colour[:3], float)
    return numpy.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """The contrast ratio, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((float(TO_XYZ[1] @ linear(each)) for each in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: Sequence[float], other: Sequence[float], vision: str = "usual") -> float:
    """The distance of two colours as someone with this colour vision sees them (CIE 1976)."""
    left, right = (_lab(numpy.clip(numpy.array(VISION[vision]) @ linear(each), 0, 1)) for each in (one, other))
    return float(numpy.linalg.norm(left - right))


def least_difference(colours: Sequence[Sequence[float]]) -> float:
    """The smallest distance of any two of the colours in any of the four kinds of colour vision."""
    pairs = [(one, other) for at, one in enumerate(colours) for other in colours[at + 1 :]]
    return min((difference(*pair, vision) for pair in pairs for vision in VISION), default=float("inf"))


def _lab(rgb: numpy.ndarray) -> numpy.ndarray:
    ratio = TO_XYZ @ rgb / WHITE
    f = numpy.where(ratio > (6 / 29) ** 3, numpy.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return numpy.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])
