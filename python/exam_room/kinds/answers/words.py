"""What exams of the kinds `analyse`, `quiz` and `secure` import from `assay.answers`."""

from .keys import Choice, Interval, Items, Key, Number, Ranking, Text, Truth
from .places import Matched, Place, Places

__all__ = ["Choice", "Interval", "Items", "Key", "Matched", "Number", "Place", "Places", "Ranking", "Text", "Truth"]
