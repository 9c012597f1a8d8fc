"""Documents that come back from Word, or from a program that writes as Word does."""
