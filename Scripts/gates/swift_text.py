# SPDX-License-Identifier: Apache-2.0
"""Reads Swift source just well enough for the gates: where code is, and where functions begin and end."""

import dataclasses
import re

_STRING = re.compile(r'#*"""|#*"')
_REGEX = re.compile(r"(?P<hashes>#*)/(?![\s/*])(?:\\.|[^\\\n])*?/(?P=hashes)")
_BEFORE_REGEX = re.compile(r"(?:^|[(,=:\[{&|!?;]|\breturn|\bin)\s*$")
_DECLARATION = re.compile(
    r"""(?<![.\w`])(?:
        func\s+(?P<function>`?\w+`?|[^\s\w(]+)    # func name, func <
      | (?P<init>init)[?!]?\s*(?=[(<])
      | (?P<subscript>subscript)\s*(?=[(<])
      | (?P<deinit>deinit)\b
      | var\s+(?P<property>\w+)\s*:(?=[^={\n]*\{) # a computed property
    )""",
    re.VERBOSE,
)
_TYPE = re.compile(r"(?<![.\w])(?:struct|class|enum|actor|extension)\s+(?P<name>[A-Z]\w*)")
_NEXT = re.compile(r"(?<![.\w`])(?:func|init|subscript|deinit|var|let|case|struct|class|enum|actor|extension)\b")


@dataclasses.dataclass(frozen=True)
class Function:
    name: str
    start: int
    """Where the keyword stands, in letters from the start of the file."""
    line: int
    head: str
    """The declaration up to its body, without comments."""
    body_lines: int
    """Lines between the braces."""


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def code_only(text):
    """The text with comments and the letters of strings blanked, of the same length and lines."""
    out = []
    place = 0
    while place < len(text):
        if text.startswith("//", place):
            end = _or_end(text.find("\n", place), text)
        elif text.startswith("/*", place):
            end = _end_of_comment(text, place)
        elif (match := _STRING.match(text, place)) is not None:
            end, literal = _string(text, match)
            out.append(literal)
            place = end
            continue
        elif (match := _regex(text, place)) is not None:
            end = match.end()
        else:
            out.append(text[place])
            place += 1
            continue
        out.append(_blank(text[place:end]))
        place = end
    return "".join(out)


def types(code):
    """The name and the reach in `code` of every type and extension, outer ones first."""
    for match in _TYPE.finditer(code):
        opening = code.find("{", match.end())
        if opening >= 0:
            yield match.group("name"), range(match.start(), _closing(code, opening))


def functions(code):
    """Every function, initializer, subscript and computed property with a body; `code` is of `code_only`."""
    found = []
    for match in _DECLARATION.finditer(code):
        opening = _opening_brace(code, match)
        if opening is None:
            continue
        closing = _closing(code, opening)
        lines = code.count("\n", opening, closing) - 1
        found.append(
            Function(
                name=next(group for group in match.groups() if group),
                start=match.start(),
                line=line_of(code, match.start()),
                head=" ".join(code[match.start() : opening].split()),
                body_lines=max(lines, 0),
            )
        )
    return found


def _opening_brace(code, match):
    """The first brace outside parentheses; none where another declaration or the end of the type comes first."""
    place = match.end()
    while place < len(code):
        letter = code[place]
        if letter in "([":
            place = _closing(code, place)
        elif letter == "{":
            return place
        elif letter in "}" or (_NEXT.match(code, place) and letter.isalpha()):
            return None
        place += 1
    return None


def _closing(code, opening):
    """The bracket that belongs to the one at `opening`, or the last letter."""
    depth = 0
    for place in range(opening, len(code)):
        if code[place] in "([{":
            depth += 1
        elif code[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place
    return len(code) - 1


def _regex(text, place):
    """The regex literal that begins here: a slash where a value is expected, with its partner on the line."""
    if text[place] not in "#/" or not _BEFORE_REGEX.search(text[text.rfind("\n", 0, place) + 1 : place]):
        return None
    return _REGEX.match(text, place)


def _string(text, match):
    """The end of a string literal, and the literal with only its interpolated code left."""
    hashes = match.group().count("#")
    quote = match.group().lstrip("#") + "#" * hashes
    escape = "\\" + "#" * hashes
    out = [_blank(match.group())]
    place = match.end()
    while place < len(text):
        if text.startswith(quote, place):
            return place + len(quote), "".join(out) + _blank(quote)
        if text.startswith(escape + "(", place):
            end = _end_of_interpolation(text, place + len(escape))
            out.append(_blank(escape) + code_only(text[place + len(escape) : end]))
        elif text.startswith(escape, place):
            end = min(place + len(escape) + 1, len(text))
            out.append(_blank(text[place:end]))
        elif text[place] == "\n" and not quote.startswith('"""'):
            return place, "".join(out)  # not a string after all, perhaps a regex
        else:
            end = place + 1
            out.append(_blank(text[place]))
        place = end
    return place, "".join(out)


def _end_of_interpolation(text, opening):
    depth = 0
    place = opening
    while place < len(text):
        match = _STRING.match(text, place)
        if match is not None:
            place, _ = _string(text, match)
            continue
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        place += 1
        if depth == 0:
            return place
    return place


def _end_of_comment(text, place):
    """Block comments nest in Swift."""
    depth = 0
    for match in re.compile(r"/\*|\*/").finditer(text, place):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return len(text)


def _or_end(place, text):
    return len(text) if place < 0 else place


def _blank(text):
    return re.sub(r"[^\n]", " ", text)
