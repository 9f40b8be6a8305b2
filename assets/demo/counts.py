"""What Metaxy counts of the project at the end: the figures it was made for, and those recorded for the tests."""

import json
from pathlib import Path

import metaxy as mx
from dailies.features import CARD, SOURCE, TEXT, TRIM
from dailies.shots import FACES, PALETTE, SHOT
from dailies.voices import PRINT, TAKE
from metaxy.graph.status import get_feature_metadata_status
from metaxy.metadata_store.exceptions import FeatureNotFoundError
from pipeline import Pipeline
from wardrobe.features import OUTFIT

EVERYTHING = {"with_feature_history": True, "with_sample_history": True, "include_soft_deleted": True}
TABLES = {"dev": [SOURCE, TRIM, TEXT, CARD, SHOT, TAKE, PRINT, OUTFIT], "studio": [SOURCE, FACES, PALETTE]}
WANTED = {
    TRIM: {"new": 10, "stale": 15, "orphaned": 4},
    TEXT: {"new": 7, "stale": 11, "orphaned": 6},
    CARD: {"new": 8, "stale": 14, "orphaned": 2},
    SHOT: {"new": 12, "orphaned": 2},  # stale: 0 or 1, one clip's shots are of two minds
    OUTFIT: {"new": 5, "stale": 0, "orphaned": 0},
}
DELETED = {"dev": {SOURCE: 12, TAKE: 18, SHOT: 7}, "studio": {SOURCE: 3}}
LEFT_BEHIND = {"dev": 60, "studio": 122}


def check(film: Pipeline) -> None:
    with film.config.get_store() as store:
        for feature, wanted in WANTED.items():
            increment = store.resolve_update(feature)
            found = {part: getattr(increment, part).to_polars().height for part in wanted}
            assert found == wanted, f"{feature}: {found}, not {wanted}"
    for store, features in TABLES.items():
        for feature in features:
            rows = film.rows(feature, store, include_soft_deleted=True)
            gone = sum(row["metaxy_deleted_at"] is not None for row in rows)
            assert gone == DELETED[store].get(feature, 0), f"{feature} in {store}: {gone} soft-deleted"
        left = sum(left_behind(film, feature, store) for feature in features)
        assert left == LEFT_BEHIND[store], f"{left} left behind in {store}"


def left_behind(film: Pipeline, feature: str, store: str) -> int:
    """Samples with rows under an older version of the feature and none under its current one."""
    graph = mx.FeatureGraph.get_active()
    current, (sample,) = graph.get_feature_version(feature), graph.get_feature_definition(feature).spec.id_columns
    versions: dict[str, set[str]] = {}
    for row in film.rows(feature, store, **EVERYTHING):
        versions.setdefault(row[sample], set()).add(row["metaxy_feature_version"])
    return sum(current not in found for found in versions.values())


def record(film: Pipeline, file: Path) -> None:
    """What `metaxy metadata status` says of every feature in each store, and how many rows lie there."""
    found = {name: {key: status(film, name, key) for key in TABLES["dev"] + [FACES, PALETTE]} for name in TABLES}
    rows = {name: {key: len(film.rows(key, name, **EVERYTHING)) for key in keys} for name, keys in TABLES.items()}
    file.write_text(json.dumps({"rows": rows, "statuses": found}, indent=2) + "\n")


def status(film: Pipeline, store: str, key: str) -> dict:
    with film.config.get_store(store) as opened:
        try:
            found = get_feature_metadata_status(key, opened).to_representation(verbose=False)
        except FeatureNotFoundError:  # of an upstream
            return {"status": "error"}
    counts = {"missing": found.missing, "stale": found.stale, "orphaned": found.orphaned}
    if key == SHOT:
        del counts["stale"]  # see WANTED
    counts = {name: count for name, count in counts.items() if count is not None}
    return {"status": found.status, "store_rows": found.store_rows, **counts}
