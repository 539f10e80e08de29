"""How often somebody may ask: exact counters, kept where this install can count in one atomic step."""
