"""How long schemas take to compile, and how much memory, beside other schema compilers."""
