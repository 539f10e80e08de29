"""The desk's side of the classroom: teacher passes."""
