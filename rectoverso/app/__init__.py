"""What people run: the stages joined, in order, behind commands."""
