"""The shapes of answers, as components of the OpenAPI description."""
