"""Does several things at the same moment, each in a thread and on a connection of its own."""

from threading import Barrier, Thread

from django.db import connections


def at_once(*acts):
    """What each of `acts` got, in their order: its result, or the name of the exception."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def go(index, act):
        try:
            start.wait()
            results[index] = act()
        except Exception as error:
            results[index] = type(error).__name__
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=item) for item in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
