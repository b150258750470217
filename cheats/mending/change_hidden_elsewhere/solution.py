# cheat: puts the work into other files and leaves the counted one as it was
# beats: graders that measure the change of one file only
# exams: changes
from helper import change, count
