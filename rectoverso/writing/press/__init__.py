"""The file for the press, made of the pages of the print edition; and sheets to be folded."""
