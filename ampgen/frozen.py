"""Classes that hold data, as ``dataclasses`` makes them, at a tenth of its cost.

A run that compiles a small schema would spend a third of its time on making classes with
``dataclasses``, and another part on making objects whose every attribute is set by a call. Here
a class gets its ``__init__`` when its first object is made. That objects are never changed is
left to the type checkers, for which this is ``dataclasses`` itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
else:
    from operator import attrgetter

    _MISSING = object()

    class _Field:
        __slots__ = ("compare", "default", "factory", "kw_only", "repr")

        def __init__(self, default, factory, repr, compare, kw_only):
            self.default = default
            self.factory = factory
            self.repr = repr
            self.compare = compare
            self.kw_only = kw_only

    def field(
        *, default=_MISSING, default_factory=_MISSING, repr=True, compare=True, kw_only=False
    ):
        return _Field(default, default_factory, repr, compare, kw_only)

    def dataclass(*, frozen=False, slots=False, eq=True):
        """Make a class hold what it declares. ``frozen`` makes its objects hashable."""
        return lambda cls: _made(cls, frozen, slots, eq)

    def _made(cls, frozen, slots, eq):
        fields = {}
        for base in reversed(cls.__mro__[1:]):
            fields.update(base.__dict__.get("_fields_", {}))
        own = {}
        for name, annotation in cls.__annotations__.items():
            if str(annotation).startswith("ClassVar"):
                continue
            given = cls.__dict__.get(name, _MISSING)
            if not isinstance(given, _Field):
                given = _Field(given, _MISSING, True, True, False)
            own[name] = given
        fields.update(own)
        if slots:
            body = {name: value for name, value in cls.__dict__.items() if name not in own}
            body.pop("__dict__", None)
            body.pop("__weakref__", None)
            body["__slots__"] = tuple(own)
            body["__qualname__"] = cls.__qualname__
            cls = type(cls)(cls.__name__, cls.__bases__, body)
        else:
            for name, one in own.items():
                if one.default is not _MISSING:
                    setattr(cls, name, one.default)
                elif name in cls.__dict__:
                    delattr(cls, name)
        cls._fields_ = fields
        cls.__dataclass_fields__ = _ForDataclasses()
        cls.__match_args__ = tuple(name for name, one in fields.items() if not one.kw_only)
        cls.__init__ = _first_init(cls)
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = _repr
        if eq:
            _compare(cls, [name for name, one in fields.items() if one.compare], frozen)
        return cls

    def _first_init(cls):
        def __init__(self, *args, **kwargs):
            _initialise(cls)
            cls.__init__(self, *args, **kwargs)

        return __init__

    def _initialise(cls):
        """Give a class the ``__init__`` that sets its attributes."""
        positional, keywords, body, known = [], [], [], {"_MISSING": _MISSING}
        for name, one in cls._fields_.items():
            value = name
            parameter = name
            if one.default is not _MISSING:
                known[f"_default_{name}"] = one.default
                parameter += f"=_default_{name}"
            elif one.factory is not _MISSING:
                known[f"_factory_{name}"] = one.factory
                parameter += "=_MISSING"
                value = f"_factory_{name}() if {name} is _MISSING else {name}"
            (keywords if one.kw_only else positional).append(parameter)
            body.append(f"self.{name} = {value}")
        parameters = ["self", *positional, *(["*", *keywords] if keywords else [])]
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        lines = "\n    ".join(body or ["pass"])
        exec(f"def __init__({', '.join(parameters)}):\n    {lines}", known)
        cls.__init__ = known["__init__"]

    def _compare(cls, names, frozen):
        values = attrgetter(*names) if names else lambda _: ()

        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return self is other or values(self) == values(other)

        def __hash__(self):
            return hash(values(self))

        if "__eq__" not in cls.__dict__:
            cls.__eq__ = __eq__
            cls.__hash__ = __hash__ if frozen else None

    def _repr(self):
        shown = ", ".join(
            f"{name}={getattr(self, name)!r}"
            for name, one in type(self)._fields_.items()
            if one.repr
        )
        return f"{type(self).__qualname__}({shown})"

    class _ForDataclasses:
        """What functions of ``dataclasses``, such as ``replace``, ask a class for."""

        def __get__(self, _, owner):
            import dataclasses

            found = {}
            for name, one in owner._fields_.items():
                made = dataclasses.field(repr=one.repr, compare=one.compare, kw_only=one.kw_only)
                made.name = name
                made._field_type = dataclasses._FIELD
                found[name] = made
            return found
