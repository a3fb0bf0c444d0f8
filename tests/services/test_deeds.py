"""Nothing can be owed that nobody knows how to do."""

from bot.actions.model import Kind
from bot.app import ThoughtsOn, create_bot
from bot.settings import Settings
from bot.wording import Catalogue
from bot.wording.notices import KEYS


async def test_every_kind_of_action_has_a_deed(tmp_path):
    bot = create_bot(Settings.load({"DATA_DIR": str(tmp_path)}))
    assert isinstance(bot, ThoughtsOn)

    deeds = bot.dispatcher.deeds

    assert set(deeds) == set(Kind)
    await bot.close()


def test_every_kind_that_can_be_parked_has_its_words():
    words = Catalogue.load().words("en")
    unsaid = {kind.value for kind in Kind} - set(KEYS) - {"close when due"}

    assert unsaid == set()
    assert all(words(key) for key in KEYS.values())
