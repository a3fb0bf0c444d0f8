"""What is asked for with every step is found by an index, however long the history is."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from bot.storage.actions import Actions
from bot.storage.comments import Comments
from bot.storage.schema import metadata
from bot.storage.standings import Standings
from bot.storage.tidying import Tidying
from bot.storage.whole_discussions import whole_comments

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def plan(engine, ask):
    """The steps of the last statement that `ask` runs on a connection."""
    asked = []
    with engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(asked.append)
        ask(connection)
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1]}").all()
    return [row.detail for row in steps]


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
    steps = plan(engine, lambda connection: ask(Actions(connection)))

    assert any("ix_actions_unfinished" in step for step in steps), steps
    assert not any(step.startswith("SCAN") and "INDEX" not in step for step in steps), steps


def test_a_page_of_a_servers_texts_is_neither_sorted_nor_looked_for(engine):
    steps = plan(engine, lambda connection: Standings(connection).texts(1, (2, 3), 50))

    assert steps[0].startswith("SEARCH discussions USING INDEX ix_discussions_server_id_id")
    assert not any("TEMP" in step or step.startswith("SCAN") for step in steps), steps


def test_comments_are_counted_in_the_index(engine):
    steps = plan(engine, lambda connection: Comments(connection).count(1))

    asked = [step.partition(" (")[0] for step in steps if step.startswith("SEARCH")]
    assert asked == [
        "SEARCH comments USING COVERING INDEX ix_comments_of_discussion",
        "SEARCH tombstones USING COVERING INDEX ix_tombstones_discussion_id",
        "SEARCH comments USING INTEGER PRIMARY KEY",
    ]


def test_a_whole_discussion_is_read_without_sorting(engine):
    steps = plan(engine, lambda connection: list(whole_comments(connection, 1)))

    assert not any("TEMP" in step or step.startswith("SCAN") for step in steps), steps


def test_retention_begins_with_what_ended_and_not_with_all_comments(engine):
    steps = plan(engine, lambda connection: Tidying(connection).blankable(1, NOW, NOW, 200))

    assert steps[0].startswith("SEARCH tombstones USING INDEX ix_tombstones_unblanked"), steps


def test_what_goes_with_a_deleted_row_is_found_by_an_index():
    slow = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.foreign_keys and column.name not in leading(table)
    ]

    assert slow == []


def leading(table):
    """The first columns of its indexes and keys."""
    keys = [
        each
        for each in table.constraints
        if isinstance(each, PrimaryKeyConstraint | UniqueConstraint)
    ]
    return {next(iter(each.columns)).name for each in (*table.indexes, *keys) if each.columns}
