"""PowerPoint decks: native, editable, measured so that no text overflows."""

from guide.backends.pptx.backend import PptxBackend, PptxOptions

__all__ = ["PptxBackend", "PptxOptions"]
