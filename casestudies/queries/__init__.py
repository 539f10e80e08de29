"""What may be read, and how: editions.py defines what is public."""
