"""`/doctor check`: what is sound, what is wrong, and how to mend it."""

from __future__ import annotations

from bot.servers.model import Setting
from tests.commands.handing_out import hand_out


async def test_a_sound_server_hears_that_all_is_well(community):
    community.news.allow(community.server.bot_role, "create_public_threads")
    community.news.deny(community.server.everyone, "create_public_threads")
    await community.world.settle()

    answer = await community.admin.command("/doctor check", community.news)

    assert answer.ephemeral
    assert answer.text.splitlines() == [
        "✅ The Message Content Intent is on.",
        f"✅ In {community.news.mention} the bot has every right it needs.",
        f"✅ In {community.staff.mention} the bot has every right it needs.",
    ]


async def test_everything_that_is_wrong_is_named_with_what_it_breaks_and_the_remedy(community):
    server, news = community.server, community.news
    desk = server.create_channel("desk")
    role = server.create_role("Moderators")
    await community.choose(Setting.MODERATION_CHANNEL, desk.id)
    await community.choose(Setting.MODERATOR_ROLE, role.id)
    news.deny(server.bot_role, "manage_threads")
    news.allow(server.everyone, "create_public_threads")
    community.staff.remove()
    await community.world.settle()

    answer = await community.admin.command("/doctor check", news)

    lines = answer.text.splitlines()
    assert lines[0] == (
        f"❌ In {news.mention} the right “Manage Threads” is missing: discussions cannot be closed,"
        " nor kept closed. Open that channel's settings, then Permissions, and allow it for the"
        " bot."
    )
    assert lines[1].startswith(f"❌ A configured channel ({community.staff.id}) is gone")
    assert lines[2].startswith(f"ℹ️ Everybody may start threads in {news.mention}")
    assert lines[3].startswith(f"ℹ️ Everybody can read {desk.mention}")
    assert lines[4].startswith(f"ℹ️ {role.mention} has not the right Manage Messages")


async def test_a_role_that_is_gone_is_named_in_the_admins_language(community):
    await community.choose(Setting.MODERATOR_ROLE, 4711)
    community.admin.set_locale("es-ES")

    answer = await community.admin.command("/doctor check", community.news)

    assert answer.text.startswith("❌ El rol de moderación ya no existe.")


async def test_only_admins_may_look(community):
    hand_out(community.server, "doctor", community.moderator)

    answer = await community.moderator.command("/doctor check", community.news)

    assert answer.text.startswith("This is for admins")


async def test_a_right_of_the_whole_server_is_mended_in_its_roles(community):
    community.server.bot_role.take("view_audit_log")
    await community.world.settle()

    answer = await community.admin.command("/doctor check", community.news)

    assert answer.text.startswith(
        "❌ The right “View Audit Log” is missing: the record cannot say which moderator deleted a"
        " comment. Open Server Settings, then Roles"
    )
