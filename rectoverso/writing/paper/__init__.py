"""Paper: sections typeset apart, their pages counted until they rest, bound into one PDF."""
