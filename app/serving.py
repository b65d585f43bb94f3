"""What gunicorn does our way: it waits only so long for a slow line, and logs nothing personal."""

import logging
import socket
import struct
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.workers.gthread import TConn, ThreadWorker

# Between two packets of a request, and while nothing of an answer is taken. Without it a client
# that sends nothing more keeps a thread for ever.
SECONDS_OF_SILENCE = 30

logger = logging.getLogger("lentera.server")


class Worker(ThreadWorker):  # type: ignore[misc]
    def enqueue_req(self, conn: TConn) -> None:
        # In the system: gunicorn makes the socket blocking again before each request.
        limit = struct.pack("ll", SECONDS_OF_SILENCE, 0)
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            conn.sock.setsockopt(socket.SOL_SOCKET, option, limit)
        super().enqueue_req(conn)


class ServerLog(Logger):  # type: ignore[misc]
    """Its errors go where all others go; its words on a request would name address and path."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request from"):
            logger.warning("A request could not be read.")
        else:
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Socket error"):
            logger.info("A line was cut or fell silent.")
        elif msg.startswith("Error handling request"):
            super().exception("A request could not be answered.", **kwargs)
        else:
            super().exception(msg, *args, **kwargs)
