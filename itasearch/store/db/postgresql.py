"""What PostgreSQL needs to keep the promises that the store makes on SQLite.

A reading transaction sees one state (REPEATABLE READ). Writers queue at a row, so theirs sees what
the one before it committed (READ COMMITTED). Texts are compared by code points: the server's rules
for Thai put the vowels of `thai_order` in another place.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Table, func, select, text

from itasearch.errors import StoreError

NAME = "postgresql"  #: of the dialect, in URLs and in SQLAlchemy
DRIVER = f"{NAME}+psycopg"  #: the dialect with the driver that the extra `postgres` installs

ENGINE_OPTIONS = {
    "isolation_level": "REPEATABLE READ",
    # A restarted server, or a firewall, leaves dead connections in the pool.
    "pool_pre_ping": True,
}
WRITING_OPTIONS = {"isolation_level": "READ COMMITTED"}

_IDLE_SECONDS = 120  #: Of a silent writer, which then is dead; by hand, the system takes hours
LOCK_NOT_AVAILABLE = "55P03"  #: SQLSTATE where a lock took longer than `lock_timeout`
_RESTARTING = frozenset({"57P01", "57P02", "57P03"})  #: SQLSTATEs: ending, crashed, starting
_UPGRADE_LOCK = 0x17A5EA  # of the advisory lock of whoever makes or upgrades the tables; any number


def is_unreachable(error: object) -> bool:
    """Whether the server does not answer, or is ending or starting just now."""
    state = getattr(error, "sqlstate", "")
    if state is None:  # no session was begun
        return type(error).__name__ == "OperationalError"
    return state.startswith("08") or state in _RESTARTING


def is_postgresql(connection: Connection) -> bool:
    """Whether it is one to PostgreSQL."""
    return connection.dialect.name == NAME


def begin_writing(connection: Connection, *, lock_seconds: float) -> None:
    """Bound how long this transaction waits for others, and others for it, if it dies."""
    limits = {
        "lock_timeout": f"{lock_seconds:.0f}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS}s",
    }
    settings = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in limits.items())
    connection.execute(text(f"SELECT {settings}"))


def allow_idleness(connection: Connection) -> None:
    """Let this transaction be silent for as long as it likes."""
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def lock_rows(connection: Connection, table: Table) -> None:
    """Let nobody else write or lock rows of a table until the end of this transaction."""
    connection.execute(text(f'LOCK TABLE "{table.name}" IN EXCLUSIVE MODE'))


def number_after(connection: Connection, table: Table) -> None:
    """Let a key that counts up by itself go on after the highest there is."""
    for key in table.primary_key.columns:
        counter = text("SELECT pg_get_serial_sequence(:name, :key)")
        sequence = connection.execute(counter, {"name": table.name, "key": key.name}).scalar_one()
        if sequence is not None:
            highest = select(func.max(key)).scalar_subquery()
            connection.execute(
                select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None)))
            )


def lock_upgrade(connection: Connection) -> None:
    """Let nobody else make or upgrade tables in this transaction. Raises StoreError: not UTF-8."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise StoreError(
            f"the database has encoding {encoding}, Thai text needs UTF8; make one with: "
            "createdb --template=template0 --encoding=UTF8 NAME"
        )
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})"))


def compare_by_code_points(connection: Connection, tables: Collection[str]) -> None:
    """Give all columns of text the collation "C", in which migrations need not name it."""
    columns = connection.execute(
        text(
            "SELECT table_name, column_name, data_type, character_maximum_length AS letters"
            " FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = ANY(:tables)"
            " AND data_type IN ('text', 'character varying')"
            " AND collation_name IS DISTINCT FROM 'C' ORDER BY table_name, ordinal_position"
        ),
        {"tables": list(tables)},
    )
    changes: dict[str, list[str]] = {}
    for table, column, kind, letters in columns:
        length = f"({letters})" if letters else ""
        changes.setdefault(table, []).append(
            f'ALTER COLUMN "{column}" TYPE {kind}{length} COLLATE "C"'
        )
    for table, change in changes.items():
        connection.execute(text(f'ALTER TABLE "{table}" {", ".join(change)}'))
