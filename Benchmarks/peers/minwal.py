"""Runs the built command over JSON Lines, for the scripts beside this one."""
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = ROOT / ".build/release/minwal"


def run(rows, stages, fields):
    """Takes rows of {"id", "text", ...} through stages, given as lines of YAML.

    Returns the records by id, with the fields asked for; a document that was dropped has none.
    """
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with open(folder / "in.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        listed = "".join(f"  - {stage}\n" for stage in stages)
        (folder / "recipe.yaml").write_text(
            f"minwal: 1\ninput: {{ jsonl: in.jsonl }}\nstages:\n{listed}"
            f"  - export: {{ format: jsonl, to: out.jsonl, fields: [{', '.join(fields)}] }}\n")
        done = subprocess.run([COMMAND, "run", folder / "recipe.yaml", "--progress", "none"], capture_output=True)
        if done.returncode:
            raise SystemExit(done.stderr.decode())
        with open(folder / "out.jsonl", encoding="utf-8") as file:
            return {row["id"]: row for row in map(json.loads, file)}


def texts(path):
    """The "text" of each line of a file of JSON Lines."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line)["text"] for line in file]


def table(head, rows):
    """Prints a Markdown table."""
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
