"""The booklet: a tagged PDF that people print."""

from guide.backends.pdf.backend import PdfBackend

__all__ = ["PdfBackend"]
