"""Rectoverso compiles chapter files in any mix of scripts into a printable PDF and an EPUB."""

__version__ = "0.1.0"
