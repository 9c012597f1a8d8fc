"""Rectoverso compiles chapter files in any mix of scripts into a printable PDF and an EPUB."""
