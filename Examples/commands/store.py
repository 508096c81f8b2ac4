#!/usr/bin/env python3
"""A sink for Minwal: puts documents into a SQLite table, as one would put them into Postgres or a search engine.

It gets a request on each line of its standard input and answers each with a line:

  open    start: new, resume or add; position: what commit has answered; options: those of the recipe
  write   records: documents with id, text, title, language, metadata and layers
  commit  all that was written is to be durable; the answer says how far that is
  finish  nothing more comes: all becomes visible

Rows are invisible (the table is called documents_partial) until finish. Rows behind the position are forgotten when a
run resumes.
"""
import json
import sqlite3
import sys


def main():
    database, table = None, "documents_partial"
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        try:
            if request["request"] == "open":
                database = sqlite3.connect(request["options"]["file"])
                if request["start"] == "new":
                    database.execute(f"DROP TABLE IF EXISTS {table}")
                if request["start"] == "add":
                    database.execute(f"DROP TABLE IF EXISTS {table}")
                    database.execute(f"CREATE TABLE {table} AS SELECT * FROM documents")
                database.execute(f"CREATE TABLE IF NOT EXISTS {table} (number INTEGER PRIMARY KEY, id TEXT, text TEXT)")
                rows = request["position"] or 0
                database.execute(f"DELETE FROM {table} WHERE number > ?", (rows,))
            elif request["request"] == "write":
                for record in request["records"]:
                    rows += 1
                    database.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", (rows, record["id"], record["text"]))
            elif request["request"] == "commit":
                database.commit()
                answer = {"position": rows}
            elif request["request"] == "finish":
                # Also where an earlier run was killed behind it.
                if database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == rows:
                    database.execute("DROP TABLE IF EXISTS documents")
                    database.execute(f"ALTER TABLE {table} RENAME TO documents")
                database.commit()
            elif request["request"] == "shutdown":
                break
        except (sqlite3.Error, KeyError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
