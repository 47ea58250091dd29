"""The reader: files, YAML, schema, lock, selection, themes and reports."""
