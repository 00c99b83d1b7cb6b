"""Straight-line code for boxes: records, requests and answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ampgen import naming
from ampgen.builtins import BOOL, INT
from ampgen.frozen import dataclass
from ampgen.presenting.codecs.local import Locals
from ampgen.presenting.codecs.payloads import Lines, Payloads, Way, indented
from ampgen.presenting.codecs.parts import (
    Part,
    first_key,
    formatting,
    inner,
    keyed,
    may_be_absent,
    moved,
)
from ampgen.presenting.nesting import visit
from ampgen.presenting.shape import bracketed, tuple_of
from ampgen.presenting.types import Speller, default_bytes
from ampgen.schema import Big, Field, Record
from ampgen.views import Function


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a box and the local variable that holds its value."""

    field: Field
    local: str


class Boxes:
    """Writes the functions of boxes; each record's are made when first asked for."""

    def __init__(self, speller: Speller, module: frozenset[str]) -> None:
        self._speller = speller
        self._scope = speller.scope
        self._module = module
        self._records: dict[Way, dict[Record, str]] = {way: {} for way in Way}
        self.payloads = Payloads(speller, self.record)
        self.functions: list[Function] = []

    def slots(self, fields: Sequence[Field]) -> tuple[list[Slot], Locals]:
        local = Locals(self._module)
        return [Slot(field, local.name(field.name)) for field in fields], local

    def record(self, record: Record, way: Way) -> str:
        """Return the name of the function that writes or reads the box of a record."""
        records = self._records[way]
        if record not in records:
            visit(record, records, partial(self._enter, way), partial(self._leave, way))
        return records[record]

    def _enter(self, way: Way, record: Record) -> None:
        name = self._scope.own(f"_{way.value}_{naming.snake_case(record.name)}")
        self._records[way][record] = name

    def _leave(self, way: Way, record: Record, _holds_itself: bool) -> None:
        name = self._records[way][record]
        cls = self._speller.declared(record)
        slots, local = self.slots(record.fields)
        if way is Way.WRITE:
            signature = bracketed(f"def {name}(", [f"value: {cls}"], ") -> bytes", 1)
            lines = self.write_value("value", cls, slots, local, ())
        else:
            returns = f"tuple[{cls}, int]"
            parameters = ["data: bytes", "at: int"]
            signature = bracketed(f"def {name}(", parameters, f") -> {returns}", 1)
            lines = self.read_box(slots)
            after = lines.pop()
            making, made = self.make("value", cls, slots, record.schema)
            lines += [*making, f"return {made}, {after}"]
        self.functions.append(Function(signature, "\n".join(lines)))

    def make(self, value: str, cls: str, slots: Sequence[Slot], schema: str) -> tuple[Lines, str]:
        """Return the lines that make an object, and what it is then.

        One of this package is filled without its constructor, whose keywords would cost more
        than all the rest. Another package's is made as anybody makes it.
        """
        if schema != self._speller.schema or not slots:
            made = [f"{slot.field.name}={slot.local}" for slot in slots]
            return [bracketed(f"{value} = {cls}(", made, ")", 4)], value
        lines = [f"{value}.{slot.field.name} = {slot.local}" for slot in slots]
        return [f"{value} = {self.payloads.wire('new')}({cls})", *lines], value

    def write_value(
        self, value: str, cls: str, slots: Sequence[Slot], local: Locals, before: Sequence[Part]
    ) -> Lines:
        """Return the lines that write an object's attributes as a box."""
        return [
            *self.payloads.refuse(f"type({value}) is not {cls}"),
            *(f"{slot.local} = {value}.{slot.field.name}" for slot in slots),
            *self.write_box(slots, local, before),
        ]

    def write_box(self, slots: Sequence[Slot], local: Locals, before: Sequence[Part]) -> Lines:
        """Return the lines that write local variables as a box, ``before`` among its keys."""
        lines: Lines = []
        conditions = [
            self.payloads.check(slot.field.type, slot.local)
            for slot in slots
            if not slot.field.optional
        ]
        if any(conditions):
            lines += self.payloads.refuse(*filter(None, conditions))
        parts = list(before)
        for slot in slots:
            part, more = self._part(slot, local)
            parts.append(part)
            lines += more
        parts.sort(key=lambda part: part.key)
        values = [value for part in parts for value in part.values]
        templates = [part.template for part in parts]
        if not values:
            whole = "".join(templates).replace("%%", "%")
            return [*lines, f'return b"{whole}\\0\\0"']
        return [*lines, formatting("return ", templates, values, 4)]

    def _part(self, slot: Slot, local: Locals) -> tuple[Part, Lines]:
        field = slot.field
        if isinstance(field.type, Big):
            return self._big_part(slot, field.type, local)
        if field.type is BOOL and not may_be_absent(field):
            return self._bool_part(slot, local)
        payload = self.payloads.write(field.type, slot.local, field.nonfinite)
        lines: Lines = []
        if payload.isidentifier():
            data = payload
        else:
            data = local.name(f"{field.name}_bytes")
            lines.append(f"{data} = {payload}")
        size = local.name(f"{field.name}_size")
        lines.append(f"{size} = len({data})")
        if field.type is INT:
            # More than 255 digits are unusual.
            template, values = f"{keyed(field.wire)}\\0%c%b", [size, data]
        else:
            template, values = f"{keyed(field.wire)}%c%c%b", [
                f"{size} >> 8",
                f"{size} & 255",
                data,
            ]
        if not may_be_absent(field):
            return Part(field.wire, template, tuple(values)), lines
        part = local.name(f"{field.name}_part")
        column = 8 if field.optional else 4
        lines.append(tuple_of(values, column, f'{part} = b"{template}" % ('))
        return Part(field.wire, "%b", (part,)), self._unless_absent(slot, part, data, lines)

    def _bool_part(self, slot: Slot, local: Locals) -> tuple[Part, Lines]:
        part = local.name(f"{slot.field.name}_part")
        key = inner(b"\0%c%b" % (len(slot.field.wire), slot.field.wire))
        lines = [
            f"if {slot.local} is True:",
            f'    {part} = b"{key}\\0\\4True"',
            f"elif {slot.local} is False:",
            f'    {part} = b"{key}\\0\\5False"',
            "else:",
            f"    raise {self.payloads.wire('Unusual')}",
        ]
        return Part(slot.field.wire, "%b", (part,)), lines

    def _big_part(self, slot: Slot, big: Big, local: Locals) -> tuple[Part, Lines]:
        field = slot.field
        data = local.name(f"{field.name}_bytes")
        part = local.name(f"{field.name}_part")
        key = self._scope.literal(field.wire)
        lines = [
            *self.payloads.refuse_unless_usual(big.value, slot.local),
            f"{data} = {self.payloads.write(big.value, slot.local, field.nonfinite)}",
            f"{part} = {self.payloads.wire('write_big')}({key}, {data}, {big.first})",
        ]
        if may_be_absent(field):
            lines = self._unless_absent(slot, part, data, lines, checked=True)
        return Part(first_key(field), "%b", (part,)), lines

    def _unless_absent(
        self, slot: Slot, part: str, data: str, lines: Lines, *, checked: bool = False
    ) -> Lines:
        if slot.field.optional:
            check = (
                [] if checked else self.payloads.refuse_unless_usual(slot.field.type, slot.local)
            )
            return [
                f'{part} = b""',
                f"if {slot.local} is not None:",
                *indented([*check, *lines]),
            ]
        # The bytes are there before it can be seen whether they are those of the default.
        same = self._scope.literal(default_bytes(slot.field))
        return [*lines, f"if {data} == {same}:", f'    {part} = b""']

    def read_box(self, slots: Sequence[Slot]) -> Lines:
        """Return the lines that read a box from ``at``, and last the place behind it."""
        lines: Lines = []
        place = "at"
        for slot in sorted(slots, key=lambda slot: first_key(slot.field)):
            field = slot.field
            optional = may_be_absent(field)
            key = keyed(first_key(field)).replace("%%", "%")
            if optional and place == "at":
                lines.append("end = at")
                place = "end"
            read: Lines
            if isinstance(field.type, Big):
                name = self._scope.literal(field.wire)
                first = field.type.first
                call = f"{self.payloads.wire('read_big')}(data, {place}, {name}, {first})"
                read = [
                    f"payload, end = {call}",
                    *self.payloads.read(
                        field.type.value,
                        slot.local,
                        "payload",
                        "0",
                        "len(payload)",
                        field.nonfinite,
                    ),
                ]
            elif optional:
                read = [
                    moved(place, len(field.wire) + 4),
                    "end = at + (data[at - 2] << 8 | data[at - 1])",
                    *self._value(slot),
                ]
            else:
                unpack = self.payloads.unpack(len(field.wire))
                read = [
                    f"key, size = {unpack}(data, {place})",
                    *self.payloads.refuse(f'key != b"{key}"'),
                    moved(place, len(field.wire) + 4),
                    "end = at + size",
                    *self._value(slot),
                ]
            if optional:
                annotation = self._speller.field(field)
                absent = "None" if field.optional else self._speller.default(field)
                lines += [
                    f"{slot.local}: {annotation} = {absent}",
                    f'if data.startswith(b"{key}", {place}):',
                    *indented(read),
                ]
            else:
                lines += read
            place = "end"
        lines += self.payloads.refuse(f'data[{place} : {place} + 2] != b"\\0\\0"')
        return [*lines, f"{place} + 2"]

    def _value(self, slot: Slot) -> Lines:
        field = slot.field
        return self.payloads.read(field.type, slot.local, "data", "at", "end", field.nonfinite)
