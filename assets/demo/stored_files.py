"""The files that were written, the same each time: no free blocks, no random names, no times of the machine."""

import datetime as dt
import json
import os
import uuid
from pathlib import Path

import duckdb


def compact_database(path: Path) -> None:
    """Rows in order of time, in a format that every DuckDB since 1.0 reads."""
    full, counts = path.rename(path.with_suffix(".full")), {}
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"ATTACH '{full}' AS a (READ_ONLY)")
        connection.execute(f"ATTACH '{path}' AS b (BLOCK_SIZE 16384, STORAGE_VERSION 'v1.0.0')")
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'a' ORDER BY 1").fetchall()
        for (name,) in tables:
            pushes = name.startswith("metaxy_system")
            # Long texts are compressed by samples drawn at random: never the same twice.
            connection.execute(f"SET force_compression = '{'uncompressed' if pushes else 'auto'}'")
            order = "recorded_at" if pushes else "coalesce(metaxy_deleted_at, metaxy_updated_at), 1, CAST(t AS VARCHAR)"
            connection.execute(f'CREATE TABLE b."{name}" AS SELECT * FROM a."{name}" AS t ORDER BY {order}')
            connection.execute("CHECKPOINT b")
            counts[name] = connection.execute(f'SELECT count(*) FROM b."{name}"').fetchone()[0]
    full.unlink()
    print(*(f"{count:6} {name}" for name, count in counts.items()), sep="\n")
    print(f"{path.stat().st_size // 1024:6} KiB")


def pin_delta_tables(root: Path) -> None:
    """Data files named by table and commit, logs with the ids and times of the story."""
    for log in sorted(root.rglob("_delta_log")):
        for commit in sorted(log.glob("*.json")):
            actions = [json.loads(line) for line in commit.read_text().splitlines()]
            name = uuid.uuid5(uuid.NAMESPACE_URL, f"{log.parent.relative_to(root)} {commit.stem}")
            lines = [pinned(action, log.parent, str(name), written_at(actions)) for action in actions]
            commit.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
    print(f"{size // 1024:6} KiB {root.name}")


def written_at(actions: list[dict]) -> int:
    """Milliseconds since 1970: the latest time in the rows that a commit adds."""
    stats = json.loads(next(action["add"]["stats"] for action in actions if "add" in action))["maxValues"]
    names = ("metaxy_updated_at", "metaxy_deleted_at", "recorded_at")
    times = [dt.datetime.fromisoformat(stats[name]) for name in names if name in stats]
    return max(int(time.replace(tzinfo=dt.timezone.utc).timestamp() * 1000) for time in times)


def pinned(action: dict, table: Path, name: str, at: int) -> dict:
    kind, given = next(iter(action.items()))
    if kind == "commitInfo":
        given = {key: given[key] for key in sorted(given) if key != "operationMetrics"} | {"timestamp": at}
    if kind == "metaData":
        given |= {"id": name, "createdTime": at}
    if kind == "add":
        path = f"part-00000-{name}-c000.snappy.parquet"
        os.rename(table / given["path"], table / path)
        stats = json.dumps(json.loads(given["stats"]), separators=(",", ":"), sort_keys=True)
        given |= {"path": path, "modificationTime": at, "stats": stats}
    return {kind: given}
