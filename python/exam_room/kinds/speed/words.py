"""What exams of the kind `speed` import from `assay.speed`."""

from .counting import Item, Shelf, Tally
from .growth import Growth, exponent
from .pairs import Ratio

__all__ = ["Growth", "Item", "Ratio", "Shelf", "Tally", "exponent"]
