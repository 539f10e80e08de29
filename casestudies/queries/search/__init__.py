"""Search over what is live: its language, its two databases, its facets, its passages, its help with misspellings."""
