"""Files in and out: a library and its case studies as text that a person can edit.

Everything that is written goes through the actions that an editor's save goes through.
"""
