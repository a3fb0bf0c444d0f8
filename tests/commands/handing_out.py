"""A server's admin may hand any command to anybody, in Integrations."""

from __future__ import annotations

from bot.demo.world import Person, Server

USER = 2
"""The type of such a permission (docs: interactions/application-commands)."""


def hand_out(server: Server, command: str, person: Person) -> None:
    """Let a person use a command whatever its default permissions ask for."""
    backend = server.world.backend
    found = backend.find_command(command, server.id)
    assert found is not None
    entry = {"id": str(person.id), "type": USER, "permission": True}
    backend.set_command_permissions(server.id, int(found["id"]), [entry])
