# SPDX-License-Identifier: Apache-2.0
"""Validates JSON documents against the schemas in Docs/schema.

usage: validate_json.py SCHEMA DOCUMENT...

SCHEMA is a name in Docs/schema (`scan`, `report`) or a file. Schemas may refer to each other by file name.
Needs the packages `jsonschema`, `referencing` and `rfc3339-validator`. Exits 1 where a document does not validate, 2 where a file
cannot be read.
"""

import json
import pathlib
import sys

import jsonschema
import referencing

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Docs" / "schema"


def load(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=without_doubles)
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        sys.exit(2)


def without_doubles(pairs):
    """A member that stands twice is an error, and json.loads would keep the last one silently."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(f"a member stands twice among {[name for name, _ in pairs]}")
    return members


def validator(name):
    path = FOLDER / f"{name}.schema.json"
    if not path.exists():
        path = pathlib.Path(name)
    schemas = [load(file) for file in sorted(FOLDER.glob("*.schema.json"))]
    registry = referencing.Registry().with_resources(
        (schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas
    )
    schema = load(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, registry=registry, format_checker=checker)


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    checking = validator(arguments[0])
    failed = False
    for name in arguments[1:]:
        errors = sorted(checking.iter_errors(load(pathlib.Path(name))), key=lambda error: list(map(str, error.path)))
        failed = failed or bool(errors)
        for error in errors[:20]:
            place = "/" + "/".join(map(str, error.absolute_path))
            print(f"{name}: {place}: {error.message[:300]}", file=sys.stderr)
        print(f"{name}: {'valid' if not errors else f'{len(errors)} errors'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
