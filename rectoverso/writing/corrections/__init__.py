"""What WeasyPrint 70 sets wrong, put right: direction, lines, notes, drawings, letters to copy."""
