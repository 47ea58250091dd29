"""YAML files → validated texts, with a place for every value."""
