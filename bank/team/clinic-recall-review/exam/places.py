"""What was planted in the change."""

from assay.review import Decoy, Defect

DEFECTS = (
    Defect("shared default", "clinic/recall.py", 18, 18, ('bug', 'design'), "high"),
    Defect("unwanted message", "clinic/recall.py", 45, 45, ('bug', 'security'), "high"),
    Defect("due boundary", "clinic/recall.py", 15, 15, ('bug',), "medium"),
    Defect("nobody asked", "clinic/recall.py", 56, 56, ('bug',), "medium"),
)
DECOYS = (
    Decoy("ok date.min", "clinic/recall.py", 23, 23),
    Decoy("ok slices", "clinic/recall.py", 30, 30),
    Decoy("ok sorted pairs", "clinic/recall.py", 47, 47),
)
