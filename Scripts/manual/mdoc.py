# SPDX-License-Identifier: Apache-2.0
"""Text to mdoc(7), the macros of manual pages that say what a word is."""

import re


def text(words):
    """Words inside a line of text: what mdoc would take for itself is made plain."""
    return words.replace("\\", "\\e").strip()


def lines(words):
    """One input line a sentence, as mdoc(7) asks; no line begins with a control character."""
    sentences = re.split(r"(?:(?<=[a-z0-9)\]'\"][.?!])|(?<=[A-Z0-9][A-Z][.?!])) +(?=[A-Z'\"])", " ".join(text(words).split()))
    return ["\\&" + line if line[:1] in ".'" else line for line in sentences if line]


def argument(words):
    """An argument of a macro: no word of it may be taken for a macro, and quotes hold it together."""
    words = text(words).replace('"', "\\(dq")
    guarded = " ".join("\\&" + word if re.fullmatch(r"[A-Z%][A-Za-z0-9]{0,2}|[.,:;()\[\]?!|]", word) else word for word in words.split(" "))
    return f'"{guarded}"' if " " in guarded or guarded == "" else guarded


def literal(block):
    """Lines that stay as they are."""
    body = ["\\&" + line if line[:1] in ".'" else line for line in (row.replace("\\", "\\e").rstrip() for row in block)]
    return [".Bd -literal -offset indent", *body, ".Ed"]


def paragraphs(blocks):
    """Blocks of prose (a string) and of literal lines (a list), with a paragraph break between them."""
    out = []
    for block in blocks:
        if isinstance(block, list):
            out += literal(block)
            continue
        if out:
            out.append(".Pp")
        out += lines(block)
    return out


def tagged(entries):
    """A list of (macro line of the tag, lines of its body)."""
    out = [".Bl -tag -width Ds"]
    for tag, body in entries:
        out += [f".It {tag}", *body]
    return out + [".El"]


def references(pages):
    """SEE ALSO: in the order of section and name, with a comma after all but the last."""
    ordered = sorted(pages, key=lambda page: (page[1], page[0]))
    return [f".Xr {name} {section}" + (" ," if place < len(ordered) - 1 else "") for place, (name, section) in enumerate(ordered)]


def small(words):
    """Without the capital of a sentence, which an abbreviation keeps."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def page(name, section, summary, date, parts):
    """A whole page; `parts` are (title, lines), and those without lines are left out."""
    out = [
        '.\\" Made by Scripts/manual; the program and its configuration files are the sources.',
        f".Dd {date}",
        f".Dt {name.upper()} {section}",
        ".Os Chancery",
        ".Sh NAME",
        f".Nm {name}",
        f".Nd {text(small(summary))}",
    ]
    for title, body in parts:
        if body:
            out += [f".Sh {title}", *body]
    return "\n".join(out) + "\n"
