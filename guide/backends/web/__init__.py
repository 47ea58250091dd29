"""The web page: one self-contained file with search, filters and a study mode."""

from guide.backends.web.backend import WebBackend, WebOptions

__all__ = ["WebBackend", "WebOptions"]
