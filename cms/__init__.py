"""The project: settings, the site map and what serves them."""
