"""Reads works as other programs describe them: BibTeX, RIS, CSL-JSON, the metadata of web pages.

Every reader gives items of CSL-JSON, tolerantly; source_item.py makes of each what the library keeps, or says why not.
"""
