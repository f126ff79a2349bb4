"""Write the schema of a participant's own copy anew: `python docs/make_own_copy_schema.py`."""

from __future__ import annotations

from pathlib import Path

from mapper.documents.own_copy.file import SCHEMA_FILE, schema_text

if __name__ == "__main__":
    Path(__file__).with_name(SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")
