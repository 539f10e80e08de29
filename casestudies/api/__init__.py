"""The partners' door: editions as JSON under /api/v1/. Reads through queries, writes through actions."""
