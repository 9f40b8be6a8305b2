"""Records a project as an older release of Metaxy wrote it, and what that release itself then reads.

    PYTHONPATH=FOLDER_OF_THE_UNPACKED_WHEEL python make-stores.py OUT duckdb|delta

It ran with 0.0.1.dev1, 0.0.1.dev30 and 0.0.1rc2 (Python 3.11, duckdb 1.5.5, ibis 12.0, polars 1.39, deltalake 1.4.2).
OUT gets `metaxy.toml` as today's releases want it, the tables (a DuckDB file compressed), and `seen.json`.
"""

import datetime as dt
import gzip
import json
import os
import sys
import types
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

import duckdb
import metaxy as mx
import narwhals as nw
import polars as pl
import pyarrow
import xxhash
from metaxy.metadata_store.system import SystemTableStorage

try:
    from metaxy.metadata_store.delta import DeltaMetadataStore
    from metaxy.metadata_store.duckdb import DuckDBMetadataStore
except ModuleNotFoundError:  # releases of February 2026
    from metaxy.ext.metadata_stores.delta import DeltaMetadataStore
    from metaxy.ext.metadata_stores.duckdb import DuckDBMetadataStore

CLIPS, CROPS, PAIRS = "raw/clips", "video/crop-boxes", "video/pairs"
PLACE = {"duckdb": 'database = "old.duckdb"', "delta": 'root_path = "tables"'}
BY_FIELD = "metaxy_provenance_by_field"


def hash_functions_without_a_download(self):
    connection = self._duckdb_raw_connection()
    for name, digest, kind, arrow in (("xxh32", xxhash.xxh32_intdigest, "UINTEGER", pyarrow.uint32()), ("xxh64", xxhash.xxh64_intdigest, "UBIGINT", pyarrow.uint64())):
        try:
            connection.create_function(name, over_arrow(digest, arrow), ["VARCHAR"], kind, type="arrow")
        except duckdb.Error:  # it has them already
            pass


def over_arrow(digest, kind):
    return lambda texts: pyarrow.array([None if t is None else digest(t.encode()) for t in texts.to_pylist()], kind)


DuckDBMetadataStore._load_extensions = hash_functions_without_a_download


def graph(crop_version):
    made = mx.FeatureGraph()
    with made.use():
        define("Clips", mx.FeatureSpec(key=CLIPS, id_columns=["clip_id"], fields=[mx.FieldSpec(key="frames", code_version="1"), mx.FieldSpec(key="audio", code_version="1")]), path=str, size=int)
        dep = mx.FeatureDep(feature=CLIPS)
        define("CropBoxes", mx.FeatureSpec(key=CROPS, id_columns=["clip_id"], deps=[dep], fields=[mx.FieldSpec(key="frames", code_version=crop_version)]), boxes=int)
        define("Pairs", mx.FeatureSpec(key=PAIRS, id_columns=["clip_id"], deps=[mx.FeatureDep(feature=CLIPS, columns=("path",)), mx.FeatureDep(feature=CROPS)]))
    return made


def define(name, spec, **columns):
    space = {"__module__": "shop.features", "__metaxy_project__": "shop", "__annotations__": {"clip_id": str, **columns}}
    feature = types.new_class(name, (mx.BaseFeature,), {"spec": spec}, lambda ns: ns.update(space))
    feature.project = "shop"


def clip(number, frames, audio="a"):
    return {"clip_id": f"c{number}", "path": f"clips/{number}.mp4", "size": number * 1000, BY_FIELD: {"frames": frames, "audio": audio}}


def main(out, backend):
    Path(out).mkdir(parents=True)
    os.chdir(out)
    mx.MetaxyConfig.set(mx.MetaxyConfig(project="shop", auto_create_tables=True))
    if backend == "duckdb":
        with duckdb.connect() as connection:
            connection.execute("ATTACH 'old.duckdb' AS small (BLOCK_SIZE 16384)")
    made = DuckDBMetadataStore("old.duckdb") if backend == "duckdb" else DeltaMetadataStore("tables")
    kind = f"metaxy.metadata_store.{backend}.{type(made).__name__}"
    Path("metaxy.toml").write_text(
        f'project = "shop"\nstore = "old"\nhash_truncation_length = {mx.MetaxyConfig.get().hash_truncation_length or 64}\n\n'
        f'[stores.old]\ntype = "{kind}"\n[stores.old.config]\n{PLACE[backend]}\nhash_algorithm = "{made.hash_algorithm.value}"\n'
    )
    with opened(made, graph("1")) as (write, compute):
        write(CLIPS, [clip(n, f"f{n}") for n in (1, 2, 3)])
        compute(["c1", "c2", "c3"])
    with opened(made, graph("2")) as (write, compute):
        compute(["c1", "c2", "c3"])
        write(CLIPS, [clip(2, "other"), clip(4, "f4")])
        delete(made, "c3")
    now = graph("2")
    with now.use(), made.open(MODES[0]):
        Path("seen.json").write_text(json.dumps(seen(made, now)) + "\n")
    if backend == "duckdb":
        compact()


MODES = ("r", "w") if hasattr(mx.MetadataStore, "write") else ("read", "write")


class opened:
    """The store under a graph that is pushed, with two ways to write."""

    def __init__(self, store, graph):
        self.store, self.graph = store, graph

    def __enter__(self):
        self.contexts = [self.graph.use(), self.store.open(MODES[1])]
        for context in self.contexts:
            context.__enter__()
        push = SystemTableStorage(self.store).push_graph_snapshot
        push(project="shop") if "project" in push.__code__.co_varnames else push()
        return self.write, self.compute

    def __exit__(self, *error):
        for context in reversed(self.contexts):
            context.__exit__(*error)

    def write(self, key, rows):
        frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows)
        write = self.store.write if hasattr(self.store, "write") else self.store.write_metadata
        write(key, frame)

    def compute(self, clips):
        increment = self.store.resolve_update(feature(self.graph, CROPS))
        frame = polars(increment.added if hasattr(increment, "added") else increment.new)
        frame = frame.filter(pl.col("clip_id").is_in(clips)).with_columns(boxes=pl.lit(7)).sort("clip_id")
        self.write(CROPS, frame.select("clip_id", "boxes", BY_FIELD, "metaxy_provenance"))


def delete(store, clip_id):
    """Soft, where the release knows it."""
    filters = [nw.col("clip_id") == clip_id]
    if hasattr(store, "delete"):
        store.delete(CLIPS, filters=filters)
    elif hasattr(store, "delete_metadata"):
        store.delete_metadata(CLIPS, filters, soft=True)


def seen(store, graph):
    """What this release reads of each feature, and what it would do next."""
    read = store.read if hasattr(store, "read") else store.read_metadata
    return {
        "metaxy": mx.__version__,
        "feature_versions": {key: graph.get_feature_version(key) for key in (CLIPS, CROPS, PAIRS)},
        "rows": {key: [plain(row) for row in polars(read(key)).sort("clip_id").to_dicts()] for key in (CLIPS, CROPS)},
        "increments": {key: increment(store, graph, key) for key in (CROPS, PAIRS)},
    }


def feature(graph, wanted):
    """In a form that every release takes."""
    classes = getattr(graph, "features_by_key", None) or {}
    return next((one for key, one in classes.items() if key.to_string() == wanted), wanted)


def increment(store, graph, key):
    found = store.resolve_update(feature(graph, key))
    parts = {"new": "added", "stale": "changed", "orphaned": "removed"}
    return {name: hashes(getattr(found, old if hasattr(found, old) else name)) for name, old in parts.items()}


def hashes(frame):
    return {row["clip_id"]: row["metaxy_provenance"] for row in polars(frame).to_dicts()}


def polars(frame):
    frame = nw.from_native(frame)
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame).to_polars()


def plain(row):
    return {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in row.items()}


def compact():
    """Let DuckDB rewrite its file without free blocks."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH 'old.duckdb' AS before (READ_ONLY)")
        connection.execute("ATTACH 'small.duckdb' AS after (BLOCK_SIZE 16384)")
        connection.execute("COPY FROM DATABASE before TO after")
    Path("old.duckdb.gz").write_bytes(gzip.compress(Path("small.duckdb").read_bytes(), mtime=0))
    for name in ("small.duckdb", "old.duckdb"):
        os.remove(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
