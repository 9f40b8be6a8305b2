"""The runs of the film's pipeline, one call each; `at` is when (UTC), `run` its materialization id."""

from collections.abc import Collection, Sequence

import metaxy as mx
import polars as pl
import results
from dailies.features import CARD, TEXT, TRIM
from dailies.shots import FACES, PALETTE, SHOT
from dailies.voices import PRINT
from metaxy.models.filter_expression import parse_filter_string
from pinned_metaxy import Clock
from wardrobe.features import OUTFIT

HASHES = ["metaxy_provenance_by_field", "metaxy_provenance"]
RESULTS = {  # what a step makes of one input row
    TRIM: results.trimmed,
    TEXT: results.transcribed,
    CARD: results.carded,
    SHOT: results.shots,
    FACES: results.faces,
    PALETTE: results.palette,
    PRINT: results.printed,
    OUTFIT: results.dressed,
}


class Pipeline:
    def __init__(self, config: mx.MetaxyConfig):
        self.config = config

    def opened(self, name: str | None = None):
        return self.config.get_store(name).open("w")

    def push(self, at: str, graph: mx.FeatureGraph, store: str = "dev", project: str = "dailies", **tags: str) -> None:
        Clock.set(at)
        mx.FeatureGraph.set_active(graph)
        with self.opened(store) as opened:
            mx.SystemTableStorage(opened).push_graph_snapshot(project=project, tags=tags)

    def write(self, at: str, feature: str, rows: Sequence[dict], run: str, store: str = "dev") -> None:
        Clock.set(at)
        with self.opened(store) as opened:
            opened.write(feature, pl.DataFrame(rows, infer_schema_length=None), materialization_id=run)

    def process(
        self,
        at: str,
        feature: str,
        run: str,
        classes: Collection[str] = ("new", "stale"),
        only: Collection[str] | None = None,
        leave: Collection[str] = (),
        into: str = "dev",
    ) -> None:
        """Resolve a feature and write the outcome, as a pipeline step does; `only` and `leave` name input ids."""
        made = []
        for row in self.inputs(at, feature, classes):
            given = next(iter(row.values()))
            if given not in leave and (only is None or given in only):
                made += [{**result, **{column: row[column] for column in HASHES}} for result in RESULTS[feature](row)]
        with self.opened(into) as store:
            store.write(feature, pl.DataFrame(made, infer_schema_length=None), materialization_id=run)

    def inputs(self, at: str, feature: str, classes: Collection[str]) -> list[dict]:
        """What is to do, input rows by id; of a group of an N:1 feature one row."""
        Clock.set(at)
        with self.opened() as store:
            increment = store.resolve_update(feature)
            rows = [row for part in classes for row in self.sorted(getattr(increment, part).to_polars(), feature)]
        return list({row["actor"]: row for row in rows}.values()) if feature == PRINT else rows

    def sorted(self, frame: pl.DataFrame, feature: str) -> list[dict]:
        first = {FACES: "shot_id", PALETTE: "shot_id", PRINT: "actor"}.get(feature, "clip_id")
        return frame.select(first, pl.exclude(first)).sort(first).to_dicts()

    def delete(self, at: str, feature: str, text: str, store: str = "dev", **options: bool) -> None:
        Clock.set(at)
        with self.opened(store) as opened:
            opened.delete(feature, filters=[parse_filter_string(text)], **options)

    def copy(self, at: str, feature: str, source: str, target: str) -> None:
        Clock.set(at)
        with self.config.get_store(source) as from_store, self.opened(target) as to_store:
            to_store.copy_metadata(from_store, [feature])

    def rows(self, feature: str, store: str = "dev", **options) -> list[dict]:
        ids = mx.FeatureGraph.get_active().get_feature_definition(feature).spec.id_columns
        with self.config.get_store(store) as opened:
            return opened.read(feature, **options).collect().to_polars().sort(ids).to_dicts()
