"""What is asked for with every step is found by an index, however long the history is."""

from datetime import UTC, datetime

import pytest

from bot.storage.actions import Actions

NOW = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda actions: actions.ready(NOW, ("posting:1",), 8, from_the_web=False),
        lambda actions: actions.next_due(NOW),
        lambda actions: actions.unfinished("posting:1"),
    ],
    ids=["ready", "next due", "unfinished"],
)
def test_the_dispatchers_questions_use_the_partial_indexes(engine, ask):
    asked = []

    with engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(asked.append)
        ask(Actions(connection))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1]}").all()

    steps = [row.detail for row in plan]
    assert any("ix_actions_unfinished" in step for step in steps), steps
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in steps), steps
