"""From a book to bytes: HTML, and from it the PDF and the EPUB."""
