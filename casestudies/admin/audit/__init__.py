"""The audit as a history that people read: sentences, filters, the way out as a file, and looking at overrides."""
