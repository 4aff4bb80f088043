# SPDX-License-Identifier: Apache-2.0
"""What the comments of a shipped configuration file say of the file, its sections and its keys."""

import re

SECTION = re.compile(r"^(#?)\[(\w+)(?: (.+))?\]$")
KEY = re.compile(r"^(#?)([A-Z]\w*)=(.*)$")
TABLE = re.compile(r"^# (?=[A-Z]\w*=)((?:[A-Z]\w*=,? ?)+) {2,}(.*)$")


def blocks(comment):
    """Comment lines as prose (a string a paragraph) and as literal lines (a list), where they are indented."""
    out = []
    for line in comment:
        body = line[1:].removeprefix(" ")
        if not body.strip():
            out.append("")
        elif body.startswith("  "):
            if not out or not isinstance(out[-1], list):
                out.append([])
            out[-1].append(body[2:])
        elif out and isinstance(out[-1], str) and out[-1]:
            out[-1] += " " + body
        else:
            out.append(body)
    return [block for block in out if block]


class Shipped:
    """A shipped file: its header, and by section what is said of it, of its keys, and how one looks.

    A comment directly above a key documents it where the key is commented out, or where there is only one such section;
    above a key of one section among many it is about that section alone.
    """

    def __init__(self, text):
        self.header, self.sections, self.keys, self.examples = [], {}, {}, {}
        self._section, self._instance = None, None  # the section's kind, and its header
        self._isnamed, self._istemplate = False, False
        self._comment = []  # what was read and belongs to nothing yet
        self._said = None  # what documents the keys of this run of lines
        self._row = []  # the keys of the table's row in the header that may go on
        for line in text.splitlines():
            self._take(line)
        self._flush()

    def said(self, section, key):
        """The blocks that document a key; none where the file is silent."""
        return blocks(self.keys.get((section, key)) or self.keys.get((None, key)) or [])

    def _take(self, line):
        section, key, table = SECTION.match(line), KEY.match(line), TABLE.match(line)
        if section:
            self._begin(section)
        elif key and self._section:
            self._assign(key, line)
        elif table and not self._section:
            self._begin_row(table)
        elif self._row and line.startswith("#          "):
            for name in self._row:
                self.keys[(None, name)].append("# " + line[1:].strip())
        elif line.startswith("#"):
            self._row = []
            self._comment.append(line)
        elif line.strip():
            self._show(line)
        else:
            self._said, self._row = None, []
            self._flush()

    def _flush(self):
        """A comment that no key follows says something of the section, or of the file before its first."""
        if self._comment:
            target = self.sections.setdefault(self._section, []) if self._section else self.header
            target += [*self._comment, "#"]
        self._comment = []

    def _begin(self, match):
        commented, self._section, name = match.groups()
        self._istemplate, self._isnamed, self._said = bool(commented), bool(name), None
        if self._istemplate or not name:
            self._flush()
        self._comment = []
        self._instance = f"[{self._section}{' ' + name if name else ''}]"
        self.examples.setdefault(self._section, [self._instance])

    def _assign(self, match, line):
        commented, name, value = match.groups()
        if commented or not self._isnamed:
            self._said = self._comment or self._said
            if self._said:
                self.keys.setdefault((self._section, name), self._said)
        self._comment = []
        if value:
            self._show(line.removeprefix("#"))

    def _show(self, line):
        """The first section of a kind is the example."""
        if self._section and self.examples[self._section][0] == self._instance:
            self.examples[self._section].append(line)

    def _begin_row(self, match):
        """A row of a table of keys in the header: '# Down=    kbit/s towards the reader'."""
        self._flush()
        self._row = [name.rstrip("=") for name in re.split(r"[, ]+", match[1].strip()) if name]
        for name in self._row:
            self.keys[(None, name)] = ["# " + match[2]]
