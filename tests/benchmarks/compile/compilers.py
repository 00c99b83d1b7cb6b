"""Who is measured: how each compiler is called, and with what."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..peers import versions
from .languages import amp, json_schema, proto, thrift
from .shapes import Call

OUT = "out"
"""The folder of what is generated, beside the schema."""
STATE = "state"
"""The folder of what a compiler keeps for its next run, beside the schema."""

AMPGEN = "ampgen"
GRPC = "grpc_tools"
NOTHING = "nothing"


@dataclass(frozen=True)
class Compiler:
    """A row of the tables; it runs in the folder of its schema.

    ``needs`` are distributions, by the names of the index, and ``programs`` are looked for on the
    path. ``says`` is how its output begins when it had something to do, and when it had not.
    """

    name: str
    title: str
    file: str
    write: Callable[[Sequence[Call]], str]
    words: tuple[str, ...]
    needs: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    besides: Mapping[str, str] = field(default_factory=dict[str, str])
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    says: tuple[str, str] = ("", "")

    def missing(self) -> tuple[str, ...]:
        """What is not installed here."""
        lacking = [name for name in self.needs if not versions([name])]
        return (*lacking, *(name for name in self.programs if _program(name) is None))

    def command(self) -> tuple[str, ...]:
        """Its command line; programs that came with this Python are found beside it."""
        return (_program(self.words[0]) or self.words[0], *self.words[1:])


def _program(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)


_PROTOC = (sys.executable, "-m", "grpc_tools.protoc")
_BUF = f"""\
version: v2
plugins:
  - protoc_builtin: python
    protoc_path: ["{'", "'.join(_PROTOC)}"]
    out: {OUT}
  - protoc_builtin: pyi
    protoc_path: ["{'", "'.join(_PROTOC)}"]
    out: {OUT}
"""

COMPILERS: Mapping[str, Compiler] = {
    compiler.name: compiler
    for compiler in (
        Compiler(
            AMPGEN,
            "ampgen",
            "bench.amp",
            amp,
            (sys.executable, "-m", "ampgen", "compile", "bench.amp", "--out", OUT),
            environment={"AMPGEN_CACHE": STATE},
            says=("wrote", "unchanged"),
        ),
        Compiler(
            GRPC,
            "grpc_tools",
            "bench.proto",
            proto,
            (*_PROTOC, "-I.", f"--python_out={OUT}", f"--pyi_out={OUT}")
            + (f"--grpc_python_out={OUT}", "bench.proto"),
            needs=("grpcio-tools",),
        ),
        Compiler(
            "buf",
            "buf, messages alone",
            "bench.proto",
            proto,
            ("buf", "generate"),
            needs=("grpcio-tools",),
            programs=("buf",),
            besides={"buf.yaml": "version: v2\n", "buf.gen.yaml": _BUF},
            environment={"BUF_CACHE_DIR": STATE},
        ),
        Compiler(
            "betterproto2",
            "betterproto2",
            "bench.proto",
            proto,
            (*_PROTOC, "-I.", f"--python_betterproto2_out={OUT}", "bench.proto"),
            needs=("grpcio-tools", "betterproto2-compiler"),
            programs=("protoc-gen-python_betterproto2",),
        ),
        Compiler(
            "thrift",
            "Apache Thrift",
            "bench.thrift",
            thrift,
            ("thrift", "--gen", "py", "-out", OUT, "bench.thrift"),
            programs=("thrift",),
        ),
        Compiler(
            "datamodel-codegen",
            "datamodel-codegen",
            "bench.json",
            json_schema,
            ("datamodel-codegen", "--input", "bench.json", "--input-file-type", "jsonschema")
            + ("--output-model-type", "dataclasses.dataclass", "--output", f"{OUT}/bench.py"),
            needs=("datamodel-code-generator",),
            programs=("datamodel-codegen",),
        ),
        Compiler(
            NOTHING, "python -c pass", "bench.amp", lambda _: "", (sys.executable, "-c", "pass")
        ),
    )
}
