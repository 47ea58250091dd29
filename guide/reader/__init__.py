"""YAML files → validated texts, with a place for every value.

`guide.reader.guide.read_guide` reads a project; `lock`, `selection` and `outline` work on
what it returns; `report` shows what it found.
"""
