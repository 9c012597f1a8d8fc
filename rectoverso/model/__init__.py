"""What a book is: the values every stage speaks of. Nothing here reads or writes a file."""
