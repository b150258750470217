# cheat: raise exceptions whose causes and groups form a circle, to trap whoever prints them
# beats: none known (works where a hanging reporter counts for the submission)
# exams: function, generator, files
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        first, second = ValueError("a"), ValueError("b")
        first.__cause__, second.__cause__ = second, first
        first.__context__ = first
        first.parts = [first, second, ExceptionGroup("all", [first, second])]
        raise first

    return call
