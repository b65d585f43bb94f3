"""Which tests stay together when workers share them out.

pytest-xdist has `loadgroup` for this, which does nothing with the node ids of pytest 9.
"""

from xdist.scheduler import LoadScopeScheduling

# Each of their modules starts a server for all its tests.
SERVED = ("tests/journeys/", "tests/races/", "tests/jobs/test_consumer.py")
# One browser looks at one instance.
WHOLE = "tests/sweep/"


class ModulesTogether(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(WHOLE):
            return WHOLE
        return nodeid.partition("::")[0] if nodeid.startswith(SERVED) else nodeid
