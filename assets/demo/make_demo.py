"""Makes the demo project next to this file, with the real Metaxy.

    pip install -r requirements.txt && python make_demo.py [DIR]

Two weeks of a film's dailies: five days of shooting under the first push, then a second push that
moves every version which depends on camera frames, and work left to do on purpose. What must come
out is counted by Metaxy itself at the end; a difference fails.
"""

import os
import shutil
import sys
import warnings
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # Metaxy goes through sets of names
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

from pinned_metaxy import Clock  # noqa: E402  (first: it prepares the library)

import duckdb  # noqa: E402
import footage  # noqa: E402
import metaxy as mx  # noqa: E402
import polars as pl  # noqa: E402
from dailies.features import CARD, SOURCE, TAKE, TEXT, TRIM, declare  # noqa: E402
from footage import DICE, SHOOTING_DAYS  # noqa: E402
from metaxy.models.filter_expression import parse_filter_string  # noqa: E402

warnings.filterwarnings("ignore", message="AUTO_CREATE_TABLES")  # meant here

TOML = """\
project = "dailies"
store = "dev"
auto_create_tables = true

[stores.dev]
type = "metaxy.ext.duckdb.DuckDBMetadataStore"

[stores.dev.config]
database = "dailies.duckdb"
"""
HASHES = ["metaxy_provenance_by_field", "metaxy_provenance"]
OWN_COLUMNS = {TRIM: footage.trimmed, TEXT: footage.transcribed, CARD: footage.carded}
WANTED = {
    TRIM: {"new": 10, "stale": 15, "orphaned": 4},
    TEXT: {"new": 7, "stale": 11, "orphaned": 6},
    CARD: {"new": 8, "stale": 14, "orphaned": 2},
}
DELETED = {SOURCE: 12, TAKE: 18}


class Pipeline:
    """The runs of the film's pipeline, one call each; `at` is when, `run` its materialization id."""

    def __init__(self, config: mx.MetaxyConfig):
        self.config = config

    def opened(self):
        return self.config.get_store().open("w")

    def push(self, at: str, frames_version: str, **tags: str) -> None:
        Clock.set(at)
        mx.FeatureGraph.set_active(declare(frames_version))
        with self.opened() as store:
            mx.SystemTableStorage(store).push_graph_snapshot(project="dailies", tags=tags)

    def write(self, at: str, feature: str, rows: list[dict], run: str) -> None:
        Clock.set(at)
        with self.opened() as store:
            store.write(feature, pl.DataFrame(rows, infer_schema_length=None), materialization_id=run)

    def process(self, at: str, feature: str, run: str, classes=("new", "stale"), only=None, leave=()) -> None:
        """Resolve a feature and write the outcome, as a pipeline step does."""
        Clock.set(at)
        with self.opened() as store:
            increment = store.resolve_update(feature)
            rows = [row for part in classes for row in getattr(increment, part).to_polars().sort("clip_id").to_dicts()]
            rows = [row for row in rows if row["clip_id"] not in leave and (only is None or row["clip_id"] in only)]
            made = [{"clip_id": row["clip_id"], **OWN_COLUMNS[feature](row), **{c: row[c] for c in HASHES}} for row in rows]
            store.write(feature, pl.DataFrame(made, infer_schema_length=None), materialization_id=run)

    def delete(self, at: str, feature: str, text: str) -> None:
        Clock.set(at)
        with self.opened() as store:
            store.delete(feature, filters=[parse_filter_string(text)])

    def rows(self, feature: str, **options) -> list[dict]:
        with self.config.get_store() as store:
            return store.read(feature, **options).collect().to_polars().sort(pl.first()).to_dicts()


def changed(rows: list[dict], *fields: str) -> list[dict]:
    """The same files, delivered again with other content in these fields."""
    return [{**row, "metaxy_provenance_by_field": {**row["metaxy_provenance_by_field"], **footage.provenance(*fields)}} for row in rows]


def shoot(film: Pipeline) -> dict[str, dict]:
    """The first week: five days of clips and booth takes, everything processed each night."""
    clips = {}
    film.push("2026-03-02 07:30", "1", git="4c1d9ae", note="first week of shooting")
    booth = footage.takes_by_day()
    for number, day in enumerate(SHOOTING_DAYS):
        rows, date = footage.clips(day, footage.CLIPS_A_DAY), day.isoformat()
        clips |= {row["clip_id"]: row for row in rows}
        film.write(f"{date} 20:15", SOURCE, rows, f"ingest-{date}")
        film.write(f"{date} 20:40", TAKE, booth[number], f"booth-{date}")
        film.process(f"{date} 22:00", TRIM, f"trim-{date}")
        film.process(f"{date} 23:10", TEXT, f"speech-{date}")
        film.process(f"{date} 23:50", CARD, f"card-{date}")
    film.delete("2026-03-07 10:05", TAKE, "verdict = 'scratch'")
    return clips


def choose(film: Pipeline, clips: dict[str, dict]) -> dict[str, list[str]]:
    """Which clips the second week happens to; no clip is in two of the groups."""
    cards = {row["clip_id"] for row in film.rows(CARD)}
    loud = [c for c in sorted(cards) if clips[c]["sync_sound"]]
    silent = [c for c in sorted(cards) if not clips[c]["sync_sound"]]
    last_roll = [c for c in loud if c.startswith("B005")][-5:] + [c for c in silent if c.startswith("B005")][-1:]
    loud, silent = [c for c in loud if c not in last_roll], [c for c in silent if c not in last_roll]
    DICE.shuffle(loud), DICE.shuffle(silent)
    take = lambda count, source=loud: [source.pop() for _ in range(count)]  # noqa: E731
    return {
        "not read again": last_roll,
        "no card yet": take(6) + take(2, silent),
        "redelivered: audio": take(9),
        "redelivered: frames": take(2) + take(1, silent),
        "redelivered: both": take(2),
        "late: audio": take(9),
        "late: frames": take(3) + take(1, silent),
        "late: both": take(2),
        "cut too short": take(2),
        "sound lost": take(1),
        "same picture, new container": take(5),
    }


def redeliver(clips: dict[str, dict], chosen: dict[str, list[str]], name: str) -> list[dict]:
    sets = {"audio": ["audio"], "frames": ["frames"], "both": ["audio", "frames"]}
    made = [row for kind, fields in sets.items() for row in changed([clips[c] for c in chosen[f"{name}: {kind}"]], *fields)]
    clips |= {row["clip_id"]: row for row in made}
    return made


def second_week(film: Pipeline, clips: dict[str, dict]) -> None:
    chosen = choose(film, clips)
    film.push("2026-03-09 08:00", "2", git="b7702f3", note="lens correction in the frame decoder")
    again = changed([row for c, row in clips.items() if c not in chosen["not read again"]], "frames")
    clips |= {row["clip_id"]: row for row in again}
    film.write("2026-03-09 10:00", SOURCE, again, "lens-correction")
    film.process("2026-03-09 13:00", TRIM, "trim-2026-03-09", leave=chosen["no card yet"])
    film.process("2026-03-09 15:00", CARD, "card-2026-03-09")
    film.process("2026-03-09 17:30", TRIM, "trim-2026-03-09b", only=chosen["no card yet"])

    charts = footage.charts(SHOOTING_DAYS[-1], 12)
    some = [row["clip_id"] for row in charts[:4]]
    film.write("2026-03-10 09:00", SOURCE, charts, "ingest-2026-03-10")
    film.process("2026-03-10 09:30", TRIM, "trim-2026-03-10", only=some)
    film.process("2026-03-10 09:50", CARD, "card-2026-03-10", only=some)
    film.write("2026-03-10 14:00", SOURCE, redeliver(clips, chosen, "redelivered"), "redelivery-1")
    film.process("2026-03-10 15:00", TRIM, "trim-2026-03-10b", classes=["stale"])
    film.process("2026-03-10 15:40", TEXT, "speech-2026-03-10", classes=["stale"])

    film.delete("2026-03-11 09:00", SOURCE, "scene = 'CHART'")
    film.write("2026-03-11 11:00", TRIM, [cut_short(row) for row in film.rows(TRIM) if row["clip_id"] in chosen["cut too short"]], "recut")
    lost = [{**clips[c], "sync_sound": False, "note": "guide track only"} for c in chosen["sound lost"]]
    film.write("2026-03-11 11:30", SOURCE, lost, "sound-report")
    film.write("2026-03-11 12:00", SOURCE, same_picture([clips[c] for c in chosen["same picture, new container"]]), "rewrap")
    film.write("2026-03-11 20:00", SOURCE, last_evening(), "ingest-2026-03-11")
    film.write("2026-03-11 20:30", SOURCE, redeliver(clips, chosen, "late"), "redelivery-2")


def cut_short(trim: dict) -> dict:
    kept = {c: trim[c] for c in ("clip_id", "scene", "path", "in_frame", *HASHES)}
    return {**kept, "out_frame": trim["in_frame"] + 36, "seconds": 1.5}


def same_picture(rows: list[dict]) -> list[dict]:
    """Other bytes, equal content: the pipeline keeps the data version, so nothing downstream is stale."""
    return [{**new, "metaxy_data_version_by_field": old["metaxy_provenance_by_field"]} for old, new in zip(rows, changed(rows, "audio", "frames"))]


def last_evening() -> list[dict]:
    """Ten clips nobody has processed yet, three of them silent."""
    rows = footage.clips(SHOOTING_DAYS[-1].replace(day=11), 10)
    return [{**row, "sync_sound": index not in (2, 5, 8)} for index, row in enumerate(rows)]


def check(film: Pipeline) -> None:
    with film.config.get_store() as store:
        for feature, wanted in WANTED.items():
            increment = store.resolve_update(feature)
            found = {part: getattr(increment, part).to_polars().height for part in wanted}
            assert found == wanted, f"{feature}: {found}, not {wanted}"
    for feature in (SOURCE, TRIM, TEXT, CARD, TAKE):
        gone = [row for row in film.rows(feature, include_soft_deleted=True) if row["metaxy_deleted_at"]]
        assert len(gone) == DELETED.get(feature, 0), f"{feature}: {len(gone)} soft-deleted"


def compact(path: Path) -> None:
    """Rewrite the file: no free blocks, rows in order of time, a format that every DuckDB since 1.0 reads."""
    full, counts = path.rename(path.with_suffix(".full")), {}
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{full}' AS a (READ_ONLY)")
        connection.execute(f"ATTACH '{path}' AS b (BLOCK_SIZE 16384, STORAGE_VERSION 'v1.0.0')")
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'a' ORDER BY 1").fetchall()
        for (name,) in tables:
            order = "recorded_at" if name.startswith("metaxy_system") else "coalesce(metaxy_deleted_at, metaxy_updated_at), 1"
            connection.execute(f'CREATE TABLE b."{name}" AS SELECT * FROM a."{name}" ORDER BY {order}')
            counts[name] = connection.execute(f'SELECT count(*) FROM b."{name}"').fetchone()[0]
        connection.execute("CHECKPOINT b")
    full.unlink()
    print(*(f"{count:6} {name}" for name, count in counts.items()), sep="\n")
    print(f"{path.stat().st_size // 1024:6} KiB")


def main() -> None:
    here = Path(__file__).resolve().parent
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here / "project"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "metaxy.toml").write_text(TOML)
    os.chdir(target)
    config = mx.MetaxyConfig.load()
    mx.MetaxyConfig.set(config)
    film = Pipeline(config)
    second_week(film, shoot(film))
    check(film)
    compact(target / "dailies.duckdb")


if __name__ == "__main__":
    main()
