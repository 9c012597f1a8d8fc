"""Findings about the project's files and settings (family M)."""

from __future__ import annotations
