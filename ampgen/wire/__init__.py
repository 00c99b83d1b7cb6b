"""What generated packages share: how values travel, and how connections behave.

A package's own code describes its commands (`Operation`, `Field` and the types) and derives from
`Client`, `Responder` and `Connection`. This folder is the same in every package.

- `payloads`, `lists`, `pieces`: usual values to bytes and back, for straight-line code
- `values`, `composites`, `fields`, `boxes`, `operation`: the same for all, on the general path
- `outgoing`, `calling`, `answering`, `incoming`, `connection`: one end of a connection, step by
  step
- `client`, `responder`, `settling`: what stands between a connection and an application
- `limits`, `errors`: what a peer may cost, and what a call can fail with
- `named`: classes that a schema names, which are looked at before they are called
- `factory`, `service`, `tap`, `arguments`: what goes with it
"""

from .answering import Handler
from .arguments import Big
from .client import WIRE_VERSION, Client
from .composites import BigType, CustomType, EnumType, ListType, MapType, RecordType
from .connection import Connection
from .errors import (
    AnswerTooLong,
    CallTimedOut,
    InvalidArguments,
    PeerMisbehaved,
    ResponseError,
    UndeclaredError,
    Unusual,
    ValueTooLong,
    WrongType,
    WrongValue,
)
from .factory import Factory, connect
from .fields import MISSING, Field
from .limits import Limits
from .lists import (
    read_list_of_blobs,
    read_list_of_booleans,
    read_list_of_datetimes,
    read_list_of_decimals,
    read_list_of_floats,
    read_list_of_integers,
    read_list_of_jsons,
    read_list_of_nonfinite_floats,
    read_list_of_paths,
    read_list_of_texts,
    write_list_of_blobs,
    write_list_of_booleans,
    write_list_of_datetimes,
    write_list_of_decimals,
    write_list_of_floats,
    write_list_of_integers,
    write_list_of_jsons,
    write_list_of_nonfinite_floats,
    write_list_of_paths,
    write_list_of_texts,
)
from .named import argument_class, exception_class
from .operation import Operation
from .payloads import (
    COLLISIONS,
    JSON,
    UNDERSCORE,
    new,
    read_blob,
    read_boolean,
    read_datetime,
    read_decimal,
    read_float,
    read_integer,
    read_json,
    read_nonfinite_float,
    read_path,
    read_text,
    write_blob,
    write_boolean,
    write_datetime,
    write_decimal,
    write_float,
    write_integer,
    write_json,
    write_nonfinite_float,
    write_path,
    write_text,
)
from .pieces import (
    read_big,
    write_big,
)
from .responder import Responder, unhandled
from .settling import Answer
from .tap import Answered, Asked, Refused, Tap
from .untyped import Endpoint
from .values import (
    BOOLEAN,
    BYTES,
    DATETIME,
    DECIMAL,
    DESCRIPTOR,
    FLOAT,
    INTEGER,
    JSON_TEXT,
    NONFINITE_FLOAT,
    PATH,
    TEXT,
)

__all__ = [
    "Answer",
    "AnswerTooLong",
    "Answered",
    "Asked",
    "BOOLEAN",
    "BYTES",
    "Big",
    "BigType",
    "COLLISIONS",
    "CallTimedOut",
    "Client",
    "Connection",
    "CustomType",
    "DATETIME",
    "DECIMAL",
    "DESCRIPTOR",
    "Endpoint",
    "EnumType",
    "FLOAT",
    "Factory",
    "Field",
    "Handler",
    "INTEGER",
    "InvalidArguments",
    "JSON",
    "JSON_TEXT",
    "Limits",
    "ListType",
    "MISSING",
    "MapType",
    "NONFINITE_FLOAT",
    "Operation",
    "PATH",
    "PeerMisbehaved",
    "RecordType",
    "Refused",
    "Responder",
    "ResponseError",
    "TEXT",
    "Tap",
    "UNDERSCORE",
    "UndeclaredError",
    "Unusual",
    "ValueTooLong",
    "WIRE_VERSION",
    "WrongType",
    "WrongValue",
    "argument_class",
    "connect",
    "exception_class",
    "new",
    "read_big",
    "read_blob",
    "read_boolean",
    "read_datetime",
    "read_decimal",
    "read_float",
    "read_integer",
    "read_json",
    "read_list_of_blobs",
    "read_list_of_booleans",
    "read_list_of_datetimes",
    "read_list_of_decimals",
    "read_list_of_floats",
    "read_list_of_integers",
    "read_list_of_jsons",
    "read_list_of_nonfinite_floats",
    "read_list_of_paths",
    "read_list_of_texts",
    "read_nonfinite_float",
    "read_path",
    "read_text",
    "unhandled",
    "write_big",
    "write_blob",
    "write_boolean",
    "write_datetime",
    "write_decimal",
    "write_float",
    "write_integer",
    "write_json",
    "write_list_of_blobs",
    "write_list_of_booleans",
    "write_list_of_datetimes",
    "write_list_of_decimals",
    "write_list_of_floats",
    "write_list_of_integers",
    "write_list_of_jsons",
    "write_list_of_nonfinite_floats",
    "write_list_of_paths",
    "write_list_of_texts",
    "write_nonfinite_float",
    "write_path",
    "write_text",
]
