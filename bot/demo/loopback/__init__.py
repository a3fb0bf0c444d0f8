"""A Discord on loopback: what a bot in another process connects to as if it were Discord.

    async with Loopback.open(world := LiveWorld()) as discord:
        server = world.create_server("The Daily")
        channel, ana = server.create_channel("news"), server.person("Ana")
        ...                                    # python -m bot run, with `discord.settings` set
        said = await ana.say(channel, "Good morning")
        answer = await ana.command("/discussion status", channel)
        await world.until(lambda: len(channel.messages) > 1)

- `LiveWorld` is the world: servers and people as in `bot.demo.world`, on real time. A person's verb
  does its deed in one step on the event loop, so verbs need no lock, whoever calls them. A verb
  that tells Discord something (`say`, `edit`, `delete`, ...) returns at once. One that asks the bot
  (`command`, `click`, `submit`, ...) returns with the bot's answer, or after `PATIENCE` seconds
  without: `Answer.acknowledged` and `Answer.thinking` tell, and the answer fills in later.
  `world.until(condition)` waits for anything else; `world.listen(listener)` hears every event of
  the gateway, of all servers, whoever may see it.
- `Loopback` is the server, on 127.0.0.1 only: `rest` answers Discord's requests (`on_exchange`
  tells what the bot asked), `gateway` sends its events, and files are served from where their links
  point. `Loopback.open(world, routes=...)` takes further aiohttp routes, such as those of a page;
  `discord.url` is where it listens. What comes from a foreign page, or under a foreign host name,
  is refused, for those routes as well.
- `discord.faults.order(Fault(...), "POST", "/channels/*/messages", nth=2)` makes requests go wrong;
  `discord.gateway.drop(...)` cuts the bot off, with or without a way back by RESUME.
- `world.advance(timedelta(days=1))` moves the world's clock ahead of the real one. A bot in another
  process keeps to the real time. One that `hosted(discord, folder)` runs in this process (over HTTP
  all the same) has the world's clock, and looks for what is due when that is moved.
"""

from .faults import Fault, Faults
from .hosting import hosted
from .live import PATIENCE, LiveWorld
from .rest import Exchange
from .server import Loopback

__all__ = ["PATIENCE", "Exchange", "Fault", "Faults", "LiveWorld", "Loopback", "hosted"]
