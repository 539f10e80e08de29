"""The examples of the OpenAPI description."""
