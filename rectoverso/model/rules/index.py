"""Findings about index marks and index entries (family I)."""

from __future__ import annotations
