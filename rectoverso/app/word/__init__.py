"""The commands `word export` and `word import`: chapters that are edited in Word, and come back."""
