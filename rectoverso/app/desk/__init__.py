"""The editor's desk: the book in a browser while its chapters are being revised."""
