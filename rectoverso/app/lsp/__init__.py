"""The language server: what `check` finds, and what the book knows, in any editor."""
