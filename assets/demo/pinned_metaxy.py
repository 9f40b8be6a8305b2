"""Metaxy with a clock of ours and without a download: what it writes is the same every time.

Import before anything else of Metaxy. Two things are replaced, nothing of its logic; and DuckDB runs on one
thread, so that rows come in one order:

- the clock: `Clock.set` says when the next push, write or delete happens;
- the `hashfuncs` extension of DuckDB, which Metaxy downloads on every open: its function `xxh32` is
  registered from the `xxhash` package instead (seed 0, unsigned, NULL for NULL).
"""

import datetime as dt

import duckdb
import metaxy.metadata_store.base as writing
import metaxy.metadata_store.system.storage as pushing
import pyarrow as pa
import xxhash
from duckdb.sqltypes import UINTEGER, VARCHAR
from metaxy.ext.duckdb.metadata_store import DuckDBMetadataStore


class Clock(dt.datetime):
    """Stands in for `datetime` where Metaxy asks what time it is."""

    moment = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)

    @classmethod
    def set(cls, text: str) -> None:
        """`2026-03-02 20:15`, in UTC."""
        cls.moment = dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone.utc)

    @classmethod
    def now(cls, tz=None):
        """A little later at each call, so that no two writes share a time."""
        cls.moment += dt.timedelta(microseconds=137_503)
        return cls.moment if tz else cls.moment.replace(tzinfo=None)


class ClockedRow:
    """Stands in for the row model of a push, which takes its time from the system."""

    @staticmethod
    def model_validate(values, model=pushing.FeatureVersionsModel):
        return model.model_validate({**values, "recorded_at": Clock.now(dt.timezone.utc)})


def register_hash(store: DuckDBMetadataStore) -> None:
    def xxh32(texts: pa.ChunkedArray) -> pa.Array:
        values = texts.to_pylist()
        return pa.array([None if v is None else xxhash.xxh32_intdigest(v.encode()) for v in values], pa.uint32())

    connection = store._duckdb_raw_connection()
    connection.execute("SET threads = 1")
    try:
        connection.create_function("xxh32", xxh32, [VARCHAR], UINTEGER, type="arrow")
    except duckdb.CatalogException:
        pass  # another connection to the same file brought it


writing.datetime = Clock
pushing.FeatureVersionsModel = ClockedRow
DuckDBMetadataStore._load_extensions = register_hash
