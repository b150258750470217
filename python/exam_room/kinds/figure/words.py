"""What exams of the kind `plot` import from `assay.figure`."""

from .colours import contrast, difference, least_difference
from .drawn import Axes

__all__ = ["Axes", "contrast", "difference", "least_difference"]
