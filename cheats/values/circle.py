# cheat: answer with containers that contain themselves, and each other as keys and values
# beats: none known (works where a reader that never ends counts for the submission)
# exams: function, generator, pandas
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        ring, table = [], {}
        ring.append(ring)
        ring.append(table)
        table["self"] = table
        table["ring"] = ring
        return ring

    return call
