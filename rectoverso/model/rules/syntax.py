"""Findings about the markup of a chapter (family S)."""

from __future__ import annotations
