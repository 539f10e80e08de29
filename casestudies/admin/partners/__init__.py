"""Partners at the desk: who they are, what each carries, and who is behind."""
