"""What a class needs of an edition: its questions, and a session planned around them. Reads dicts, makes no query."""
