"""Look at a finished PDF as a printer would: what is on its pages, and what is wrong with it."""
