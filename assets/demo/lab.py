"""A try-out that was never pushed: its table is there, and no push knows the feature."""

import metaxy as mx
from dailies.features import declare
from pipeline import Pipeline


def grade_grain(film: Pipeline) -> None:
    graph = declare(frames="2")
    with graph.use():

        class LabGrain(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key="lab/grain", id_columns=["roll"], fields=[mx.FieldSpec(key="grain", code_version="1")]
            ),
        ):
            roll: str
            grain: float

    mx.FeatureGraph.set_active(graph)
    rolls = [f"{camera}{day:03}" for day in range(1, 6) for camera in "AB"]
    rows = [{"roll": roll, "grain": 0.1 + index / 50, "metaxy_provenance_by_field": {"grain": f"{index:08}"}} for index, roll in enumerate(rolls)]
    film.write("2026-03-13 15:00", "lab/grain", rows, "grain-try-out")
