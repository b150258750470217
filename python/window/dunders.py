"""The special methods that mirrored classes forward, and what the comparison rules need to know of them."""

COMPARISONS = {"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}
REFLECTED = {"__eq__": "__eq__", "__ne__": "__ne__", "__lt__": "__gt__", "__gt__": "__lt__", "__le__": "__ge__", "__ge__": "__le__"}

_BINARY = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
ARITHMETIC = frozenset(f"__{prefix}{name}__" for name in _BINARY for prefix in ("", "r", "i")) - {"__idivmod__"}
ADAPTIVE = frozenset(
    f"__{prefix}{name}__" for name in ("sub", "truediv", "floordiv", "mod", "divmod", "xor") for prefix in ("", "r", "i")
)
"""With a plain number on one side and a plain number as the result, these could steer a comparison."""
CONVERSIONS = frozenset("__abs__ __round__ __float__ __int__ __index__ __bool__ __complex__ __trunc__ __floor__ __ceil__".split())
UNARY = CONVERSIONS | frozenset("__neg__ __pos__ __invert__ __len__ __str__ __repr__ __format__ __bytes__ __iter__".split())

OTHERS = frozenset(
    """__length_hint__ __getitem__ __setitem__ __delitem__ __contains__ __next__ __reversed__ __missing__ __call__ __enter__
    __exit__ __aenter__ __aexit__ __aiter__ __anext__ __await__ __hash__ __fspath__ __copy__ __deepcopy__ __get__ __set__
    __delete__ __set_name__ __sizeof__ __init__ __post_init__ __array__""".split()
)
SPECIAL = UNARY | ARITHMETIC | OTHERS | frozenset(COMPARISONS)
"""Everything that a mirrored class forwards if the class in the other room defines it itself."""

HARMLESS_ON_VALUES = frozenset({"__str__", "__repr__", "__format__", "__call__", "__enter__", "__exit__", "__fspath__", "__init__"})
"""What an instance that carries a plain value still leaves to its own class; the rest works on the carried value."""

READABLE = frozenset(
    """__name__ __qualname__ __doc__ __module__ __annotations__ __dict__ __wrapped__ __defaults__ __kwdefaults__ __code__
    __dataclass_fields__ __dataclass_params__ __match_args__ __slots__ __func__ __self__ __signature__ __class_getitem__
    __orig_bases__ __parameters__ __args__ __origin__ __total__ __required_keys__ __optional_keys__ __abstractmethods__
    __isabstractmethod__ __notes__ __version__ __type_params__ __protocol_attrs__ __globals__ __closure__ __subclasses__""".split()
)
"""Names with double underscores that may be asked for like any attribute. Libraries look for many others, such as
`__array_ufunc__`, and would let the submission decide a comparison through them."""


def may_cross(name: str) -> bool:
    """Whether an attribute of this name may be asked of the other room."""
    return not (name.startswith("__") and name.endswith("__")) or name in SPECIAL or name in READABLE
