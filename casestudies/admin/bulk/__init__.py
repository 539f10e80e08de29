"""One step for many case studies: chosen in the list, looked at on a page, done in the background with a report."""
