"""Findings about fonts, their characters, and figures (family F)."""

from __future__ import annotations
