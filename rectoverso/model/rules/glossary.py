"""Findings about the glossary and its terms (family G)."""

from __future__ import annotations
