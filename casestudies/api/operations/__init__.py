"""Describes each endpoint for OpenAPI."""
