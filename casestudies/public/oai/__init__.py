"""The Open Archives Initiative's protocol for metadata harvesting, version 2.0, at /oai: how libraries take records.

Deletions are persistent: a case study that was withdrawn, or whose text was removed, stays a record with the status
`deleted`. Resumption tokens hold all there is to know, are signed, and do not expire.
"""
