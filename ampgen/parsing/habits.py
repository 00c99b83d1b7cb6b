"""What people write who come from another language: told in one finding, and understood."""

from __future__ import annotations

from ampgen.builtins import SCALARS
from ampgen.findings import Edit, Finding, Frame
from ampgen.parsing.readying import begins_command, begins_declaration
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

_RECORDS = frozenset({"message", "struct", "class", "model", "dataclass", "object", "input"})
_INTERFACES = frozenset({"service", "trait", "api", "rpc"})
_SCHEMAS = frozenset({"package", "namespace", "module"})
_IMPORTS = frozenset({"include", "use", "using", "require"})
_COMMANDS = frozenset({"rpc", "def", "fn", "func", "fun", "function", "method", "call"})
_RAISES = frozenset({"throws", "throw", "raise", "errors"})
_NOTHING = frozenset({"void", "None", "null", "nil", "unit", "empty"})
_LABELS = frozenset({"optional", "required", "repeated", "readonly", "const", "final"})
# No type is so long; looking farther would take long in a long file.
_FAR = 100
_OPENED_BY = {"RBRACE": "LBRACE", "RPAR": "LPAR", "RSQB": "LSQB"}
_TYPES = frozenset(SCALARS) | frozenset(
    "list map big string String Unicode Integer Boolean integer boolean double number uint8 "
    "uint16 uint32 uint64 int8 int16 int32 int64 long short byte char text dict array".split()
)


class Translator:
    """Goes once through the words of a file, copying them."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._index = 0
        self._out: list[Word] = []
        self._open: list[tuple[str, str]] = []
        self._declaring = ""
        self._commas_told = False
        self._semicolons: list[Word] = []
        self.findings: list[Finding] = []
        self.lost: set[str] = set()

    def run(self) -> list[Word]:
        for index, word in enumerate(self._words):
            if word.type == "STRAY" and str(word) == "<":
                self._angles(index)
        while self._index < len(self._words):
            word = self._words[self._index]
            if word.first and self._open:
                if begins_declaration(self._words, self._index):
                    self._open.clear()
                elif begins_command(self._words, self._index):
                    while self._open and self._open[-1][0] != "LBRACE":
                        self._open.pop()
            if not self._translate(word):
                self._copy(word)
                self._index += 1
        if self._semicolons:
            self._tell(
                "nothing ends in `;`",
                self._semicolons[0].place,
                "not needed",
                "take it out" if len(self._semicolons) == 1 else "take them all out",
                tuple(Edit(word.place, "") for word in self._semicolons),
            )
        return self._out

    def _copy(self, word: Word) -> None:
        kind = word.type
        if kind in ("LBRACE", "LPAR", "LSQB"):
            self._open.append((kind, self._declaring if kind == "LBRACE" else ""))
            self._commas_told = False
        elif kind in _OPENED_BY and any(_OPENED_BY[kind] == one for one, _ in self._open):
            while self._open.pop()[0] != _OPENED_BY[kind]:
                pass
            if not self._open:
                self._declaring = ""
        elif not self._open and kind in ("ENUM", "RECORD", "INTERFACE", "PROTOCOL"):
            self._declaring = kind
        self._out.append(word)

    # Looking around.

    def _at(self, ahead: int) -> Word | None:
        index = self._index + ahead
        return self._words[index] if 0 <= index < len(self._words) else None

    def _kind(self, ahead: int) -> str:
        word = self._at(ahead)
        return word.type if word is not None else "$END"

    def _is_name(self, ahead: int) -> bool:
        word = self._at(ahead)
        return word is not None and is_name(word)

    def _within(self) -> tuple[str, str]:
        return self._open[-1] if self._open else ("", "")

    def _type_end(self, ahead: int) -> int:
        """Return how far ahead the type ends that begins there, or the same where none does."""
        if not self._is_name(ahead):
            return ahead
        ahead += 1
        while self._kind(ahead) == "DOT" and self._is_name(ahead + 1):
            ahead += 2
        if self._kind(ahead) == "LSQB":
            depth = 0
            start = ahead
            while True:
                kind = self._kind(ahead)
                depth += {"LSQB": 1, "RSQB": -1}.get(kind, 0)
                ahead += 1
                if not depth:
                    break
                if kind in ("$END", "LBRACE", "RBRACE") or ahead - start > _FAR:
                    return start
        return ahead + 1 if self._kind(ahead) == "QUESTION" else ahead

    # Translating.

    def _translate(self, word: Word) -> bool:
        """Translate what begins at a word, or return False."""
        kind = word.type
        if kind == "STRAY":
            return self._stray(word)
        if kind == "COMMA":
            return self._comma(word)
        if kind == "QUESTION":
            return self._question(word)
        if kind == "_ARROW":
            return self._arrow(word)
        if kind == "EQUAL":
            after = self._at(1)
            if after is not None and str(after) == ">" and after.place.start == word.place.end:
                place = Place(word.place.source, word.place.start, after.place.end)
                self._tell(
                    "a response follows `->`",
                    place,
                    "not an arrow here",
                    "write `->`",
                    (Edit(place, "->"),),
                )
                self._words[self._index + 1] = make_word("_ARROW", "->", place)
                self._index += 1
                return True
            return False
        if kind == "IMPORT":
            return self._import(word)
        if kind == "COLON":
            return self._colon_answer(word)
        if kind == "LSQB":
            return self._array(word)
        if not is_name(word):
            return False
        text = str(word)
        before = self._out[-1].type if self._out else ""
        if before == "RPAR" and text == "returns" and self._kind(1) == "LPAR":
            return self._replace(word, "_ARROW", "->", "a response follows `->`")
        if before == "RPAR" and text in _RAISES and self._is_name(1):
            return self._replace(
                word, "RAISES", "raises", "what a command raises follows `raises`"
            )
        if not self._open:
            return word.first and self._top(word, text)
        if self._within() == ("LBRACE", "INTERFACE"):
            return self._command(word, text)
        return self._field(word, text, before)

    def _stray(self, word: Word) -> bool:
        text = str(word)
        if text == ";":
            if self._within()[0] == "LPAR":
                return self._replace(word, "COMMA", ",", "arguments are separated by commas")
            self._semicolons.append(word)
            self._index += 1
            return True
        if text == "|" and self._out and self._is_name(1):
            other = self._at(1)
            assert other is not None
            place = Place(word.place.source, word.place.start, other.place.end)
            self._index += 2
            if str(other) in _NOTHING:
                spot = Place(place.source, self._out[-1].place.end, place.end)
                self._tell(
                    "what may be absent is written with a question mark",
                    place,
                    "there are no unions",
                    f"write `{self._out[-1]}?`",
                    (Edit(spot, "?"),),
                )
                self._out.append(make_word("QUESTION", "?", place))
            else:
                self._tell(
                    "there are no unions",
                    place,
                    "a type is one type",
                    "use a record with an optional field for each",
                )
            return True
        return False

    def _angles(self, start: int) -> None:
        """Make square brackets of the angles that begin at an index, if they end."""
        words = self._words
        if not start or not is_name(words[start - 1]):
            return
        depth = 0
        angles: list[int] = []
        for index in range(start, min(start + _FAR, len(words))):
            word = words[index]
            if word.type in ("LBRACE", "RBRACE", "LPAR", "RPAR"):
                return
            if word.type == "STRAY" and str(word) in ("<", ">"):
                depth += 1 if str(word) == "<" else -1
                angles.append(index)
                if not depth:
                    break
        if depth:
            return
        edits: list[Edit] = []
        for index in angles:
            word = words[index]
            kind, text = ("LSQB", "[") if str(word) == "<" else ("RSQB", "]")
            words[index] = make_word(kind, text, word.place)
            edits.append(Edit(word.place, text))
        self._tell(
            "types stand in square brackets",
            words[start].place,
            "not a bracket here",
            f"write `{words[start - 1]}[…]`",
            tuple(edits),
        )

    def _comma(self, word: Word) -> bool:
        bracket, owner = self._within()
        if bracket != "LBRACE" or owner not in ("ENUM", "RECORD"):
            return False
        if not self._commas_told:
            self._commas_told = True
            what = "members" if owner == "ENUM" else "fields"
            depth, ahead, edits = 0, 0, list[Edit]()
            while (inner := self._at(ahead)) is not None and depth >= 0:
                if inner.type == "COMMA" and not depth:
                    follows = self._at(ahead + 1)
                    apart = follows is None or follows.place.start > inner.place.end
                    edits.append(Edit(inner.place, "" if apart else " "))
                depth += {"LSQB": 1, "LPAR": 1, "LBRACE": 1}.get(inner.type, 0)
                depth -= {"RSQB": 1, "RPAR": 1, "RBRACE": 1}.get(inner.type, 0)
                ahead += 1
            self._tell(
                f"no commas stand between {what}",
                word.place,
                "not needed",
                "take it out: a new line, or a space, is enough",
                tuple(edits),
            )
        self._index += 1
        return True

    def _question(self, word: Word) -> bool:
        if self._kind(1) != "COLON" or not self._out or not is_name(self._out[-1]):
            return False
        end = self._type_end(2)
        name = self._out[-1]
        edits: tuple[Edit, ...] = ()
        if end > 2 and self._kind(end - 1) != "QUESTION":
            last = self._at(end - 1)
            assert last is not None
            spot = Place(word.place.source, last.place.end, last.place.end)
            edits = (Edit(word.place, ""), Edit(spot, "?"))
            self._words.insert(self._index + end, make_word("QUESTION", "?", spot))
        self._tell(
            "the question mark of an optional field stands after its type",
            word.place,
            "not here",
            f"write `{name}: {self._at(2) or 'str'}?`",
            edits,
        )
        self._index += 1
        return True

    def _arrow(self, word: Word) -> bool:
        after = self._at(1)
        if after is None or after.first or not is_name(after) or self._kind(2) == "COLON":
            return False
        return self._answer(word, 1)

    def _colon_answer(self, word: Word) -> bool:
        if self._within() != ("LBRACE", "INTERFACE") or not self._out:
            return False
        return self._out[-1].type == "RPAR" and self._is_name(1) and self._answer(word, 1)

    def _answer(self, word: Word, ahead: int) -> bool:
        """Put a response that is a bare type into brackets."""
        first = self._at(ahead)
        end = self._type_end(ahead)
        last = self._at(end - 1)
        assert first is not None and last is not None
        place = Place(word.place.source, first.place.start, last.place.end)
        if str(first) in _NOTHING:
            whole = Place(place.source, word.place.start, place.end)
            self._tell(
                "a command without a response has no `->`",
                place,
                "no response",
                "take it out",
                (Edit(whole, ""),),
            )
            self._index += end
            return True
        text = place.source.text[place.start : place.end]
        self._tell(
            "a response is a list of named fields",
            place,
            "a type without a name",
            f"write `-> (result: {text})`, with a name that says more",
        )
        spot = Place(place.source, place.end, place.end)
        made = [
            make_word("_ARROW", "->", word.place),
            make_word("LPAR", "(", place),
            make_word("NAME", "result", place),
            make_word("COLON", ":", place),
        ]
        inner = self._words[self._index + ahead : self._index + end]
        self._words[self._index : self._index + end] = [
            *made,
            *inner,
            make_word("RPAR", ")", spot),
        ]
        self._copy(self._words[self._index])
        self._index += 1
        return True

    def _array(self, word: Word) -> bool:
        """Translate ``int[]``."""
        if self._kind(1) != "RSQB" or len(self._out) < 2 or self._out[-2].type != "COLON":
            return False
        element = self._out[-1]
        if not is_name(element) or str(element) in ("list", "map", "big"):
            return False
        close = self._at(1)
        assert close is not None
        place = Place(word.place.source, element.place.start, close.place.end)
        self._tell(
            f"a list of `{element}` is written `list[{element}]`",
            place,
            "not a type here",
            f"write `list[{element}]`",
            (Edit(place, f"list[{element}]"),),
        )
        self._out[-1:] = [
            make_word("NAME", "list", place),
            make_word("LSQB", "[", word.place),
            element,
            make_word("RSQB", "]", close.place),
        ]
        self._index += 2
        return True

    def _top(self, word: Word, text: str) -> bool:
        if word.type == "NAME" and self._is_name(1):
            if text in _RECORDS and self._kind(2) == "LBRACE":
                return self._replace(word, "RECORD", "record", "fields are held by a `record`")
            if text in _INTERFACES and self._kind(2) == "LBRACE":
                return self._replace(
                    word, "INTERFACE", "interface", "commands are held by an `interface`"
                )
            if text == "exception" and self._kind(2) != "LBRACE":
                return self._replace(word, "ERROR", "error", "an exception is an `error`")
            if text in _SCHEMAS:
                return self._replace(word, "SCHEMA", "schema", "a file begins with `schema`")
            if text in _IMPORTS:
                return self._replace(word, "IMPORT", "import", "a schema is imported by `import`")
            if text == "from":
                return self._drop_line(
                    word,
                    "a schema is imported as a whole",
                    "write `import a.b`, and then `b.Name`",
                )
        if word.type == "NAME" and text in _IMPORTS and self._kind(1) == "STRING":
            return self._import(word)
        if text in ("syntax", "edition") and self._kind(1) == "EQUAL" and word.type == "NAME":
            return self._drop_line(word, f"there is no `{text}` here", "take the line out")
        return False

    def _import(self, word: Word) -> bool:
        if self._open or not word.first:
            return False
        ahead = 1
        while self._is_name(ahead) and self._kind(ahead + 1) == "DOT":
            ahead += 2
        after = self._at(ahead + 1) if self._is_name(ahead) else self._at(ahead)
        if after is None or after.first:
            return False
        if self._is_name(ahead) and str(after) not in ("/", "\\", "-", "*"):
            return False
        if not self._is_name(ahead) and after.type not in ("STRING", "DOT", "STRAY"):
            return False
        return self._drop_line(
            word,
            "a schema is imported by its name, never by a path",
            "write `import acme.users`: it is found as `acme/users.amp` under an include root",
        )

    def _drop_line(self, word: Word, fact: str, help: str) -> bool:
        end = 1
        while (inner := self._at(end)) is not None and not inner.first:
            end += 1
        line = self._words[self._index : self._index + end]
        for inner in line[1:]:
            text = str(inner).strip('"').removesuffix(".amp")
            self.lost.add(text.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[-1])
        last = [one for one in line if str(one) != ";"][-1]
        place = Place(word.place.source, word.place.start, last.place.end)
        self._tell(fact, place, "not understood", help)
        self._index += end
        return True

    def _command(self, word: Word, text: str) -> bool:
        if word.type != "NAME":
            return False
        if text == "async" and (self._kind(1) == "COMMAND" or self._is_name(2)):
            self._tell("every command is asynchronous", word.place, "not needed", "take it out")
            self._index += 1
            return True
        if text in _COMMANDS and self._is_name(1) and self._kind(2) == "LPAR":
            return self._replace(word, "COMMAND", "command", "a command begins with `command`")
        if word.first and self._kind(1) == "LPAR" and self._out[-1].type not in ("AT", "COMMAND"):
            spot = Place(word.place.source, word.place.start, word.place.start)
            self._tell(
                "a command begins with `command`",
                word.place,
                "not a command yet",
                f"write `command {text}(…)`",
                (Edit(spot, "command "),),
            )
            self._out.append(make_word("COMMAND", "command", spot, True))
            self._copy(word)
            self._index += 1
            return True
        return False

    def _field(self, word: Word, text: str, before: str) -> bool:
        bracket, owner = self._within()
        if bracket == "LBRACE" and owner == "RECORD":
            begins = word.first or before == "LBRACE"
        else:
            begins = bracket == "LPAR" and before in ("LPAR", "COMMA")
        if not begins:
            return False
        if text in _LABELS and self._is_name(1) and self._kind(2) in ("COLON", "NAME"):
            help = {
                "optional": "write the type with a question mark: `str?`",
                "repeated": "write the type as `list[…]`",
            }.get(text, "take it out")
            self._tell(
                f"there is no `{text}` here", word.place, "not a word of this language", help
            )
            following = self._at(1)
            assert following is not None
            following.first = following.first or word.first
            self._index += 1
            return True
        end = self._type_end(0)
        name = self._at(end)
        if name is None or not is_name(name) or name.first:
            return False
        if text not in _TYPES and not (text[:1].isupper() and str(name)[:1].islower()):
            return False
        if str(name) in SCALARS and text not in SCALARS:
            return False
        after = self._at(end + 1)
        if (
            after is not None
            and not after.first
            and after.type not in ("COMMA", "RPAR", "EQUAL", "RBRACE", "STRAY", "JOIN")
        ):
            return False
        kept = self._words[self._index : self._index + end]
        first, last = kept[0].place, kept[-1].place
        written = first.source.text[first.start : last.end]
        self._tell(
            "a field is its name, and then its type",
            Place(first.source, first.start, name.place.end),
            "the other way round",
            f"write `{name}: {written}`",
            (Edit(Place(first.source, first.start, name.place.end), f"{name}: {written}"),),
        )
        drop = end + 1
        if (
            self._kind(end + 1) == "EQUAL"
            and self._kind(end + 2) == "NUMBER"
            and (str(self._at(end + 3)) == ";")
        ):
            drop += 2
        name.first = word.first
        colon = make_word("COLON", ":", name.place)
        self._words[self._index : self._index + drop] = [name, colon, *kept]
        for _ in range(2):
            self._copy(self._words[self._index])
            self._index += 1
        return True

    def _replace(self, word: Word, kind: str, text: str, fact: str) -> bool:
        self._tell(
            fact,
            word.place,
            "not a word of this language" if str(word).isalpha() else "not here",
            f"write `{text}`",
            (Edit(word.place, text),),
        )
        replaced = make_word(kind, text, word.place, word.first)
        replaced.doc = word.doc
        self._words[self._index] = replaced
        self._copy(replaced)
        self._index += 1
        return True

    def _tell(
        self, fact: str, place: Place, label: str, help: str, edits: tuple[Edit, ...] = ()
    ) -> None:
        self.findings.append(Finding("foreign-syntax", fact, Frame(place, label), help, (), edits))


def translate(words: list[Word]) -> tuple[list[Word], list[Finding], frozenset[str]]:
    """Return the words as this language has them, what was told, and names that are lost."""
    translator = Translator(list(words))
    translated = translator.run()
    return translated, translator.findings, frozenset(translator.lost)
