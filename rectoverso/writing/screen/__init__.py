"""Screen: the same documents packed as an EPUB, and the book lint that reads it back."""
