"""The nightly mail to the head of the clinic: figures of the day, as text."""

import configparser
import types
from collections.abc import Mapping
from datetime import datetime, timezone
from xml.etree import ElementTree

YES = {"y", "yes", "t", "true", "on", "1"}
NO = {"n", "no", "f", "false", "off", "0"}


def settings(file):
    """The section `mail` of a settings file that is open for reading."""
    parser = configparser.ConfigParser()
    parser.read_file(file)
    return dict(parser.items("mail"))


def is_wanted(text):
    """Whether a setting says yes: `y`, `yes`, `t`, `true`, `on`, `1`, in small or capital letters. Raises `ValueError` for a text that says neither yes nor no."""
    word = text
    if word not in YES | NO:
        raise ValueError(f"`{text}` says neither yes nor no")
    return word in YES


def figures(xml):
    """Figures by name from the day's report."""
    root = ElementTree.fromstring(xml)
    return {each.get("name"): int(each.text) for each in root.iter("figure")}


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
    return datetime.fromtimestamp(seconds, timezone.utc).replace(tzinfo=None).isoformat() + "Z"


def plugin(name, text):
    """A module made of a text, as the clinic's own figures are."""
    module = types.ModuleType(name)
    exec(text, vars(module))
    return module


def words(text):
    """Words of a line, without punctuation."""
    import re

    return [word for word in re.split(r"\W+", text) if word]
