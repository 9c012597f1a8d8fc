"""Word lists that come with the program; README.md tells whose they are."""
