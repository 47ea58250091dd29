"""Markdown → document tree: node types, parser, highlighter, cross-references."""
