"""How tests are handed to several processes: one after the other to whoever is free."""

from xdist.scheduler import LoadScopeScheduling

# What these make for the whole file is too dear to be made by every process.
TOGETHER = ("tests/cms/demo/test_seed.py",)


class OneByOne(LoadScopeScheduling):
    """So that at the end nobody waits long for another; files of `TOGETHER` go to one process, first of all."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid
