# SPDX-License-Identifier: Apache-2.0
"""Writes the manual pages: python3 Scripts/manual PROGRAM FOLDER.

Commands and options are those that the program itself dumps, keys those that it knows, and their words those of the
shipped configuration files, so that no page can say anything else. Pages go to FOLDER/man1 and FOLDER/man5; their day is
that of SOURCE_DATE_EPOCH where it is set.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys

import commands
import settings

CONFIGURATION = pathlib.Path(__file__).resolve().parents[2] / "Config"


def ask(program, *arguments):
    return json.loads(subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout)


def day():
    """As mdoc(7) writes a day, in no locale."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.datetime.now(datetime.timezone.utc)
    months = "January February March April May June July August September October November December".split()
    return f"{months[moment.month - 1]} {moment.day}, {moment.year}"


def pages(program):
    """File names to texts."""
    document = ask(program, "--experimental-dump-help")
    keys = ask(program, "config", "keys")
    names = settings.page_names()
    listed = {command["commandName"] for command in commands.subcommands(document["command"])}
    return {**commands.pages(document, day(), names), **settings.pages(keys, CONFIGURATION, day(), listed)}


def main(arguments):
    if len(arguments) != 2:
        print("python3 Scripts/manual PROGRAM FOLDER", file=sys.stderr)
        return 64
    program, folder = os.path.realpath(arguments[0]), pathlib.Path(arguments[1])
    for name, text in pages(program).items():
        file = folder / f"man{name[-1]}" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
