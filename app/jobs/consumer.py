"""The process that does the background work: a clock queues what is due and a thread runs it;
threads beside it do the jobs.

huey logs what a task raises and goes on; a periodic one is tried again at its next turn.
"""

import os
import signal

from huey import Huey

from app.jobs.worker import Workers

SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
# Shorter than what the server allows its child before it kills it.
SECONDS_TO_FINISH = 5


def consume(queue: Huey, workers: Workers, *, parent: int | None) -> None:
    """Until a signal comes, or the process `parent` is gone: killed, it cannot stop its child."""
    # Waited for instead of handled, also while the threads start; they inherit it.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    consumer = queue.create_consumer(
        workers=1, max_delay=1, scheduler_interval=10, shutdown_timeout=SECONDS_TO_FINISH
    )
    consumer.start()
    workers.start()
    while signal.sigtimedwait(SIGNALS, 1) is None and parent in (None, os.getppid()):
        consumer.check_worker_health()
    workers.stop(seconds=SECONDS_TO_FINISH / 2)
    consumer.stop(graceful=True)
    queue.storage.close()
