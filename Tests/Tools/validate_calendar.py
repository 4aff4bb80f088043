# SPDX-License-Identifier: Apache-2.0
"""Validates text/calendar files (RFC 5545) as another program reads them, and says what they hold.

usage: validate_calendar.py FILE...

Needs the package `icalendar`. Every event must be a whole day with UID, DTSTAMP, SUMMARY and DESCRIPTION, and no UID may
stand twice; lines end with CR LF and have at most 75 octets. Exits 1 where a file is not so, 2 where it cannot be read.
"""

import datetime
import pathlib
import sys

import icalendar


def faults(data):
    """What is wrong with the bytes of a file, in words; empty where nothing is."""
    found = []
    lines = data.split(b"\r\n")
    if lines.pop() != b"":
        found.append("the last line has no end")
    found += [f"line {number}: {len(line)} octets" for number, line in enumerate(lines, 1) if len(line) > 75]
    found += [f"line {number}: a lone CR or LF" for number, line in enumerate(lines, 1) if set(line) & {10, 13}]
    try:
        calendars = icalendar.Calendar.from_ical(data.decode("utf-8"), multiple=True)
    except ValueError as error:
        return found + [f"icalendar cannot read it: {error}"]
    if len(calendars) != 1:
        return found + [f"{len(calendars)} calendars"]
    calendar = calendars[0]
    found += [f"{name}: {problem}" for name, problem in calendar.errors]
    found += [f"no {name}" for name in ("VERSION", "PRODID") if name not in calendar]
    uids = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", ""))
        found += [f"{uid}: {name}: {problem}" for name, problem in event.errors]
        found += [f"{uid}: no {name}" for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION") if name not in event]
        if uid in uids:
            found.append(f"{uid} stands twice")
        uids.add(uid)
        if "DTSTART" in event and type(event["DTSTART"].dt) is not datetime.date:
            found.append(f"{uid}: not a whole day")
    return found


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name in arguments:
        try:
            data = pathlib.Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        problems = faults(data)
        failed = failed or bool(problems)
        for problem in problems[:20]:
            print(f"{name}: {problem[:300]}", file=sys.stderr)
        print(f"{name}: {'valid' if not problems else f'{len(problems)} errors'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
