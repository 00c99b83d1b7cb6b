"""One peer's server, as a process of its own."""

from __future__ import annotations

import json
import sys

from .orders import answer_for_cpu
from .peers import PEERS, Setting

if __name__ == "__main__":
    name, words = sys.argv[1:]
    PEERS[name].load().serve(Setting(**json.loads(words), ready=answer_for_cpu))
