"""Documents for Word: a chapter that is sent to people who work there."""
