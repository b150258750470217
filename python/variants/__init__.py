"""Making a variant of a task: the box that runs an author's `vary.py` and nothing else."""
