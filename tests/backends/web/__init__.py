"""The web page, as HTML and in a browser."""
