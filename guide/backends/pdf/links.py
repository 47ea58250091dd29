"""How a text names places of a booklet whose pages are not known yet."""

JUMP = "guide-to:"
"""Scheme of a link to a destination by name, whichever part it is in."""

PAGE_JUMP = "guide-page:"
"""The same; the link's text ends in zeros that become the page's number."""
