"""A proof: the book set with all that has changed between two of its states."""
