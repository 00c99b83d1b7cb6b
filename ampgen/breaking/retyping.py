"""Fields that have another type than before."""

from __future__ import annotations

from ampgen.breaking import matrix, table
from ampgen.breaking.changes import Changes
from ampgen.breaking.effects import Effect, Effects, Outcome
from ampgen.breaking.matrix import Verdict
from ampgen.breaking.spelling import spelt, spelt_apart, spelt_field
from ampgen.breaking.table import ROWS
from ampgen.breaking.where import Where
from ampgen.builtins import FLOAT, Scalar
from ampgen.findings import Frame
from ampgen.schema import Big, Custom, Enum, Field, ListOf, MapOf, Record, Type


def compare_types(changes: Changes, where: Where, old: Field, new: Field) -> None:
    """Note what it does that a field has another type."""
    forth, back = _verdict(old, new), _verdict(new, old)
    before, after = spelt_apart(old.type, new.type)
    frame = Frame(new.place, f"`{spelt_field(new, after)}` now")
    was = Frame(old.place, f"was `{spelt_field(old, before)}`")
    if forth is back is Verdict.RIGHT:
        _same_bytes(changes, where, old, new, frame, was)
        return
    worst = matrix.worst(forth, back)
    kind = "confused" if worst is Verdict.CONFUSED else "changed"
    row = ROWS[f"{where.direction}-type-{kind}"]
    old_to_new, new_to_old = _effect(where, old, new), _effect(where, new, old)
    if worst is Verdict.NEARLY:
        row = row.within(table.BEHAVIOUR, table.SOURCE)
    if where.asks:
        effects, verdicts = Effects(old_to_new, new_to_old), (forth, back)
    else:
        effects, verdicts = Effects(new_to_old, old_to_new), (back, forth)
    types = {"was": before, "type": after}
    if old.nonfinite != new.nonfinite:
        types = {
            name: f"@nonfinite {text}" if field.nonfinite else text
            for (name, text), field in zip(types.items(), (old, new))
        }
    changes.add(
        row.but(effects),
        where.fact(new.name, f"is `{types['type']}` now, and was `{types['was']}`"),
        frame,
        was,
        where.pairings,
        where.oneway,
        **types,
        old_verdict=_told(verdicts[0], effects.old_caller),
        new_verdict=_told(verdicts[1], effects.new_caller),
    )


def _told(verdict: Verdict, effect: Effect) -> str:
    """Return what becomes of a value, and of the call that it is in."""
    if effect.generated is not Outcome.FAILS:
        return verdict.value
    closed = ", and plain Twisted closes the connection" * (effect.plain is Outcome.CLOSES)
    return f"{verdict.value}: the call fails{closed}"


def _same_bytes(
    changes: Changes, where: Where, old: Field, new: Field, frame: Frame, was: Frame
) -> None:
    """Tell about types whose bytes are the same, but not what programs see."""
    for before, after in zip(_customs(old.type), _customs(new.type)):
        if (before.argument, _parameters(before)) != (after.argument, _parameters(after)):
            told = (
                "by another class" if before.argument != after.argument else "with other arguments"
            )
            changes.add(
                "custom-type-changed",
                where.fact(new.name, f"is read and written {told}"),
                Frame(new.place, f"by `{_maker(after)}`"),
                Frame(old.place, f"by `{_maker(before)}`"),
                where.pairings,
            )
    types = spelt_apart(old.type, new.type)
    if _python(old.type, changes.renamed) != _python(new.type, {}):
        changes.add(
            "python-type-changed",
            where.fact(new.name, "is `{}` now, and was `{}`".format(*reversed(types))),
            frame,
            was,
            where.pairings,
        )


def _verdict(writer: Field, reader: Field) -> Verdict:
    """Return how generated code reads a field."""
    found = matrix.verdict(writer.type, reader.type)
    if writer.nonfinite and not reader.nonfinite and _floats(reader.type):
        return matrix.worst(found, Verdict.SOME)
    return found


def _effect(where: Where, writer: Field, reader: Field) -> Effect:
    """Return what becomes of a field, for generated and for plain readers."""
    stock = matrix.plain_verdict(writer.type, reader.type)
    refused = where.unread
    found = _verdict(writer, reader)
    if found is not Verdict.RIGHT and matrix.rebased(writer.type, reader.type):
        # The text arrives, but it is not that of the member; or that of another one does.
        if stock is Verdict.RIGHT or (stock is Verdict.SOME and found is Verdict.CONFUSED):
            stock = Verdict.CONFUSED
    return Effect(_outcome(found, refused.generated), _outcome(stock, refused.plain))


def _outcome(verdict: Verdict, refused: Outcome) -> Outcome:
    match verdict:
        case Verdict.RIGHT:
            return Outcome.OK
        case Verdict.SOME | Verdict.NEVER:
            return refused
        case Verdict.NEARLY | Verdict.CONFUSED:
            return Outcome.WRONG


def _floats(type: Type, within: bool = False) -> bool:
    """Return whether a type holds floats that its field's annotation counts for.

    Where it stands for a map, those of a record do, if they have no annotation of their own;
    ``within`` says that it is in such a record.
    """
    match type:
        case ListOf():
            return _floats(type.element, within)
        case MapOf():
            return _floats(type.key, within) or _floats(type.value, within)
        case Big():
            return _floats(type.value, within)
        case Record():
            own = (one.type for one in type.fields if not one.nonfinite)
            return not within and any(_floats(one, within=True) for one in own)
        case _:
            return type is FLOAT


def _customs(type: Type) -> tuple[Custom, ...]:
    match type:
        case Custom():
            return (type,)
        case ListOf():
            return _customs(type.element)
        case MapOf():
            return (*_customs(type.key), *_customs(type.value))
        case Big():
            return _customs(type.value)
        case _:
            return ()


def _maker(type: Custom) -> str:
    """Return how an application's class is called for a type."""
    arguments = ", ".join(_parameters(type))
    name = f"{type.argument.module}:{type.argument.name}"
    return f"{name}({arguments})" if arguments else name


def _parameters(type: Custom) -> list[str]:
    return [spelt(one) if isinstance(one, TYPES) else repr(one.value) for one in type.parameters]


TYPES = (Scalar, ListOf, MapOf, Big, Custom, Enum, Record)


def _python(type: Type, renamed: dict[tuple[str, str], tuple[str, str]]) -> tuple[object, ...]:
    """Return what programs see of a type, such that two versions can be compared."""
    match type:
        case Scalar():
            return (type.python,)
        case ListOf():
            return ("list", _python(type.element, renamed))
        case MapOf():
            return ("dict", _python(type.key, renamed), _python(type.value, renamed))
        case Big():
            return _python(type.value, renamed)
        case Custom():
            return (type.python.module, type.python.name)
        case Enum() | Record():
            name = (type.schema, type.name)
            return renamed.get(name, name)
