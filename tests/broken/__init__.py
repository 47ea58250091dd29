"""Broken sources, each with its expected messages inside it."""
