"""Findings about pages and what is laid out on them (family L)."""

from __future__ import annotations
