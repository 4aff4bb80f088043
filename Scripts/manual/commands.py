# SPDX-License-Identifier: Apache-2.0
"""Section 1: a page for the program and for each of its subcommands, out of what the argument parser dumps."""

import re

import mdoc

CONFIGURATION, STATE = "/etc/chancery", "/var/lib/chancery"

FILES = [
    (CONFIGURATION, "config", "The configuration; see chancery.conf(5) and the pages that it names."),
    (STATE, "state", "The state folder: store, signing key and reports."),
]

ENVIRONMENT = [
    ("NO_COLOR", "Where it is set and not empty, nothing is coloured."),
    ("NOTIFY_SOCKET , WATCHDOG_USEC", "Set by systemd(1) for the daemon, which says there that it is ready and gets on."),
    ("CREDENTIALS_DIRECTORY", "Set by systemd(1); the file chancery.signing-key there is the key that signs, instead of the one in the state folder."),
    ("PATH", "Where 'chancery report --pdf' looks for weasyprint."),
]


def visible(items):
    return [item for item in items if item.get("shouldDisplay", True)]


def subcommands(command):
    return [sub for sub in visible(command.get("subcommands", [])) if sub["commandName"] != "help"]


class Discussion:
    """The long help of a command, taken apart: prose, examples, exit statuses."""

    def __init__(self, command):
        self.prose, self.examples, self.statuses = [], [], []
        for paragraph in re.split(r"\n\s*\n", command.get("discussion", "").strip()):
            self._take(paragraph)

    def _take(self, paragraph):
        rows = paragraph.split("\n")
        if re.match(r"Examples?:", rows[0]):
            self.examples += [row.strip() for row in rows[1:]]
        elif rows[0].startswith("Exit status"):
            self.statuses += statuses(" ".join(rows))
        elif len(rows) > 1 and all(row.startswith("  ") for row in rows[1:]):
            self.prose += [rows[0], [row[2:] for row in rows[1:]]]
        elif paragraph:
            self.prose.append(" ".join(rows))


def statuses(words):
    """'Exit status: 0 done, 64 usage.' as pairs of status and meaning; a sentence after the last stays with it."""
    body = re.sub(r"^Exit status:? ", "", words.strip()).rstrip(".")
    parts = re.split(r"(?:^|, )(\d+):? ", body)
    return [(parts[place], capital(parts[place + 1]) + ".") for place in range(1, len(parts) - 1, 2)]


def names(argument):
    """--long and -s of an option, the preferred one first."""
    ordered = sorted(argument["names"], key=lambda name: name != argument["preferredName"])
    return [("-" if name["kind"] == "long" else "") + name["name"] for name in ordered]


def value(argument):
    return mdoc.argument(argument.get("valueName", "value"))


def usage(argument):
    """An argument as the synopsis shows it."""
    if argument["kind"] == "positional":
        words = f"Ar {value(argument)}"
    else:
        words = f"Fl {names(argument)[0]}" + (f" Ar {value(argument)}" if argument["kind"] == "option" else "")
    several = " No ..." if argument["isRepeating"] else ""
    return (f".Op {words}" if argument["isOptional"] else f".{words}") + several


def described(argument):
    """An argument with its meaning."""
    if argument["kind"] == "positional":
        tag = f"Ar {value(argument)}"
    else:
        tag = " , ".join(f"Fl {name}" for name in names(argument))
        if argument["kind"] == "option":
            tag += f" Ar {value(argument)}"
    body = [sentence(argument.get("abstract", ""))]
    known = argument.get("abstract", "").lower()
    choices = argument.get("allValues", [])
    if choices and not all(choice.lower() in known for choice in choices):
        body.append("One of " + ", ".join(choices) + ".")
    if argument.get("defaultValue") and "default" not in known:
        body.append(f"Default: {argument['defaultValue']}.")
    return tag, mdoc.lines(" ".join(body))


def capital(words):
    return words[:1].upper() + words[1:]


def sentence(words):
    words = words.strip()
    return words if not words or words[-1] in ".!?" else words + "."


def own(command):
    """The arguments of a command but those that all have."""
    common = {"help", "version"}
    return [a for a in visible(command.get("arguments", [])) if not ({name["name"] for name in a.get("names", [])} & common)]


def synopsis(path, command):
    nested = subcommands(command)
    if nested:
        return [line for sub in nested for line in synopsis([*path, sub["commandName"]], sub)]
    return [f".Nm {' '.join(path)}", *(usage(argument) for argument in own(command))]


def described_command(path, command):
    """The body of DESCRIPTION: prose and options, and below them each nested command."""
    discussion = Discussion(command)
    out = mdoc.paragraphs([sentence(command["abstract"]), *discussion.prose])
    arguments = own(command)
    if arguments:
        out += mdoc.tagged([described(argument) for argument in arguments])
    for sub in subcommands(command):
        inner = [*path, sub["commandName"]]
        out += [f".Ss {' '.join(inner)}", *described_command(inner, sub)]
    return out


def everything(command):
    return [command, *(inner for sub in subcommands(command) for inner in everything(sub))]


def exit_statuses(command, root):
    """Its own where the help says them, else those of the whole program."""
    found = [pair for inner in everything(command) for pair in Discussion(inner).statuses]
    kept = {}
    for status, meaning in found:
        kept.setdefault(status, meaning)
    intro = []
    if "0" not in kept:
        intro = ["The statuses are those of all commands:"]
        kept = {**dict(Discussion(root).statuses), **kept}
    ordered = sorted(kept.items(), key=lambda pair: int(pair[0]))
    return intro + mdoc.tagged([(status, mdoc.lines(meaning)) for status, meaning in ordered])


def options_of(command):
    return {name["name"] for inner in everything(command) for argument in own(inner) for name in argument.get("names", [])}


def files(command):
    options = options_of(command)
    return mdoc.tagged([(f"Pa {path}", mdoc.lines(meaning)) for path, option, meaning in FILES if option in options]) if options & {"config", "state"} else []


def subpage(command, root, date, configuration_pages):
    name = command["commandName"]
    path = ["chancery", name]
    examples = [row for inner in everything(command) for row in Discussion(inner).examples]
    if not examples:
        raise SystemExit(f"chancery {name}: its help has no example")
    related = [("chancery", 1)]
    if "config" in options_of(command):
        related.append(("chancery.conf", 5))
    related += [(page, 5) for page in configuration_pages if page.split("-")[-1] in name or name.rstrip("s") in page]
    if name == "daemon":
        related += [("chancery-status", 1), ("systemctl", 1), ("systemd.service", 5)]
    return mdoc.page(f"chancery-{name}", 1, command["abstract"].rstrip("."), date, [
        ("SYNOPSIS", synopsis(path, command)),
        ("DESCRIPTION", described_command(path, command)),
        ("FILES", files(command)),
        ("EXIT STATUS", exit_statuses(command, root)),
        ("EXAMPLES", mdoc.literal(examples)),
        ("SEE ALSO", mdoc.references(set(related))),
    ])


def root_page(root, date, configuration_pages):
    discussion = Discussion(root)
    listed = [(f"Cm {sub['commandName']}", [*mdoc.lines(sentence(sub["abstract"])), f"See", f".Xr chancery-{sub['commandName']} 1 ."]) for sub in subcommands(root)]
    common = [(" , ".join(f"Fl {name}" for name in names(argument)), mdoc.lines(sentence(argument["abstract"]))) for argument in visible(root["arguments"])]
    return mdoc.page("chancery", 1, root["abstract"].rstrip("."), date, [
        ("SYNOPSIS", [".Nm", ".Ar command", ".Op Ar argument ..."]),
        ("DESCRIPTION", [*mdoc.paragraphs(discussion.prose), ".Pp", "The commands are:", *mdoc.tagged(listed), "All take:", *mdoc.tagged(common)]),
        ("ENVIRONMENT", mdoc.tagged([("Ev " + name.replace(" , ", " , Ev "), mdoc.lines(meaning)) for name, meaning in ENVIRONMENT])),
        ("FILES", mdoc.tagged([(f"Pa {path}", mdoc.lines(meaning)) for path, _, meaning in FILES])),
        ("EXIT STATUS", mdoc.tagged([(status, mdoc.lines(meaning)) for status, meaning in discussion.statuses])),
        ("EXAMPLES", mdoc.literal(["chancery demo", "chancery scan www.example.org", "systemctl reload chancery"])),
        ("SEE ALSO", mdoc.references([(f"chancery-{sub['commandName']}", 1) for sub in subcommands(root)] + [(page, 5) for page in configuration_pages])),
    ])


def pages(help_document, date, configuration_pages):
    """File names to texts."""
    root = help_document["command"]
    out = {"chancery.1": root_page(root, date, configuration_pages)}
    for command in subcommands(root):
        out[f"chancery-{command['commandName']}.1"] = subpage(command, root, date, configuration_pages)
    return out
