"""Word documents as drafts: the file is checked before anything reads it, then taken apart by its headings."""
