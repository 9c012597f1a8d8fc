"""Pictures as they are shown: no larger than their place, in the colours of paper or screens."""
