"""Tests of the Markdown compiler."""
