"""The nightly mail to the head of the clinic: figures of the day, as text."""

import configparser
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import ModuleType
from xml.etree.ElementTree import fromstring

ANSWERS = dict.fromkeys("y yes t true on 1".split(), True) | dict.fromkeys("n no f false off 0".split(), False)


def settings(file):
    """The section `mail` of a settings file that is open for reading."""
    parser = configparser.ConfigParser()
    parser.read_file(file)
    return dict(parser.items("mail"))


def is_wanted(text):
    """Whether a setting says yes: `y`, `yes`, `t`, `true`, `on`, `1`, in small or capital letters. Raises `ValueError` for a text that says neither yes nor no."""
    try:
        return ANSWERS[text.lower()]
    except KeyError:
        raise ValueError(text) from None


def figures(xml):
    """Figures by name from the day's report."""
    return {each.attrib["name"]: int(each.text) for each in fromstring(xml).iter("figure")}


def flat(value, prefix=""):
    """Nested figures with dotted names: `{"a": {"b": 1}}` becomes `{"a.b": 1}`."""
    if not isinstance(value, Mapping):
        return {prefix: value}
    found = {}
    for key in value:
        found.update(flat(value[key], "%s.%s" % (prefix, key) if prefix else key))
    return found


def stamp(seconds):
    """A moment (seconds since 1970) as `2024-05-06T10:00:00Z`, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def plugin(name, text):
    """A module made of a text, as the clinic's own figures are."""
    module = ModuleType(name)
    exec(text, vars(module))
    return module


def words(text):
    """Words of a line, without punctuation."""
    return re.findall(r"\w+", text)
