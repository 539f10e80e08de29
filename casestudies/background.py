"""Which kinds of job there are and what does each: wired here, because an action may not know who calls it.

Imported when the app is ready, in the web server and in the worker.
"""

from casestudies.actions.bulk import take_batch
from casestudies.actions.jobs import Work, register
from casestudies.enums import JobKind
from casestudies.exchange.link_jobs import LEASE as LINKS_LEASE
from casestudies.exchange.link_jobs import check_batch
from casestudies.exchange.source_import import import_batch
from casestudies.permissions import can_edit_library, can_see_drafts

register(JobKind.IMPORT_SOURCES, Work(run=import_batch, may=can_edit_library))
register(JobKind.CHECK_LINKS, Work(run=check_batch, may=can_edit_library, whole=False, lease=LINKS_LEASE))
register(JobKind.BULK, Work(run=take_batch, may=can_see_drafts, batch=10))
