"""Output formats. Each is a pure function from the document tree to files."""
