"""Pictures that are drawn on the server: plain data in, SVG text out, with the place of every word known."""
