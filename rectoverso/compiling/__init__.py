"""From chapters to a book: numbers, references, glossary and index are worked out here."""
