"""``python -m ampgen`` is the command ``ampgen``."""

from ampgen.cli import main

main()
