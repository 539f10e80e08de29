"""Casebook: case studies, their editions, and the three doors to them."""
