"""Assembling: raw source documents become chapters, and doubts about them become proposals."""
