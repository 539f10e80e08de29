"""The handout: an edition, or chosen parts of it, as one printed sheet. Reads dicts, makes no query.

content.py makes a tree of plain blocks; html.py prints it as a page, and the typst template handout.typ as PDF.
"""
