"""What the partners' door reads: case studies by filter and order, by words, and the records that they share."""
