"""What was planted in the change."""

from assay.review import Decoy, Defect

DEFECTS = (
    Defect("more than paid", "clinic/refund.py", 49, 49, ('bug', 'security'), "high"),
    Defect("part of a number", "clinic/refund.py", 57, 57, ('bug',), "high"),
    Defect("cut off", "clinic/refund.py", 25, 25, ('bug',), "high"),
    Defect("none given", "clinic/refund.py", 66, 66, ('bug',), "low"),
)
DECOYS = (
    Decoy("ok split", "clinic/refund.py", 31, 31),
    Decoy("ok days", "clinic/refund.py", 36, 36),
    Decoy("ok stable", "clinic/refund.py", 61, 61),
)
