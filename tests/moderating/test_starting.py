"""Without a judge nothing could be recorded, so there is no bot without one."""

from __future__ import annotations

import pytest

from bot.civility.pack import PackError
from bot.services.moderating import judges


async def test_packs_that_do_not_load_keep_the_bot_from_starting(newsroom, monkeypatch):
    def load():
        raise PackError("civility pack 'de' does not load")

    monkeypatch.setattr(judges, "built_in", load)

    with pytest.raises(PackError, match="'de' does not load"):
        await newsroom.start()
