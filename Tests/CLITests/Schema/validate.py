"""Validates recipes against a JSON Schema with an independent validator.

Usage: validate.py SCHEMA RECIPE...

Prints one JSON object: for each recipe the messages about it; "not YAML" if it cannot be read as YAML 1.2. The schema
itself is checked against its meta-schema first. Exit code 77 if a module is missing (jsonschema, ruamel.yaml).
"""

import json
import sys

try:
    import jsonschema
    from ruamel.yaml import YAML
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(77)


def messages(validator, path):
    try:
        with open(path, encoding="utf-8") as file:
            documents = list(YAML(typ="safe", pure=True).load_all(file))
    except Exception as error:  # every way in which a file can be no YAML
        return [f"not YAML: {type(error).__name__}"]
    if len(documents) > 1:
        return ["not YAML: several documents"]
    recipe = documents[0] if documents else None
    found = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(recipe)]
    return sorted(found)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    json.dump({path: messages(validator, path) for path in sys.argv[2:]}, sys.stdout)


main()
