"""What can be done to a case study: one verb a file, the same for the admin, the API, the commands and the seeds.

Inside each: transaction, row lock, permission, stage, readiness, write, audit entry, outbox row.
"""
