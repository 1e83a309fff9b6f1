"""Which of the processes of a run takes which tests, when.

Some tests mostly wait: for processes that start, for a browser, for a time-out. They are one process's to begin with,
one after the other, so that beside each of them the others have something to reckon; whoever is done helps.
"""

from xdist.scheduler import LoadGroupScheduling

# Groups, and whole directories of tests without one.
WAITING = ("journeys", "portal", "site", "relay", "database", "tests/faults/", "tests/launch/")


class Turns(LoadGroupScheduling):
    """As `--dist=loadgroup`, but for who is given what."""

    def _assign_work_unit(self, node):
        waits = node is self.nodes[0]
        first = next((unit for unit in self.workqueue if mostly_waits(unit) == waits), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)


def mostly_waits(unit):
    """`unit` is the name of a group, or of a test without one."""
    return unit.startswith(WAITING)
