# cheat: define a class over the wire with members and special methods that no class may forward: __class__, __eq__, __instancecheck__, __del__
# beats: none known (works where a window believes what a class says of itself)
# exams: function, class
import gc
import sys


class Form:
    """A value whose form on the wire is chosen freely."""

    def __init__(self, *form):
        self.form = list(form)


def window():
    for candidate in gc.get_objects():
        if type(candidate).__name__ == "Peer" and hasattr(candidate, "request"):
            codec = sys.modules[type(candidate).__module__.rpartition(".")[0] + ".codec"]
            codec.WRITERS[Form] = lambda writer, value: value.form
            return candidate
    return None


NAMES = ["__class__", "__eq__", "__instancecheck__", "__subclasscheck__", "__del__", "__getattribute__", "__init_subclass__", "__dict__"]


def attack(*args):
    return Liar()


class Liar:
    pass


def install():
    peer = window()
    definitions = sys.modules[type(peer).__module__.rpartition(".")[0] + ".definitions"] if peer else None
    if definitions:
        plain = definitions.define_class

        def define_class(peer, writer, kind):
            form = plain(peer, writer, kind)
            form[6] = [*form[6], *([name, "f", 1] for name in NAMES)]
            form[7] = [*form[7], *NAMES, "__lt__", "__sub__", "__rsub__"]
            form[0], form[1], form[2] = "float", "float", "builtins"
            return form

        definitions.define_class = define_class


install()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: attack(*args)
