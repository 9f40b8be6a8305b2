"""Writes definitions.json: features defined in Python, as the real Metaxy stores them (pip install metaxy==0.1.11).

    python make-definitions.py
"""

import datetime as dt
import json
import pathlib

import metaxy as mx

mx.MetaxyConfig.set(mx.MetaxyConfig(project="shop"))


class VideoFiles(mx.BaseFeature, spec=mx.FeatureSpec(key="raw/video-files", id_columns=["video_id"], fields=["frames", mx.FieldSpec(key="audio/english", code_version="1")])):
    video_id: str
    path: str | None = None
    fps: float
    n_frames: int
    ok: bool
    taken_at: dt.datetime
    words: list[str]


class Readings(mx.BaseFeature, spec=mx.FeatureSpec(key="raw/readings", id_columns=["video_id", "at"], metadata={"owner": "ops", "level": 2, "ratio": 1.5, "tags": ["a", None], "é": {"😀": True}}, description="Größe \"x\"")):
    """Not the description: one is given.

    But part of the schema.
        Indented.
    """


class Stats(
    mx.BaseFeature,
    spec=mx.FeatureSpec(
        key="ml/clip_stats",
        id_columns=["video_id"],
        deps=[
            mx.FeatureDep(feature=VideoFiles, select=["path", "n"], rename={"n_frames": "n"}, filters=["n > 10"], fields_mapping=mx.FieldsMapping.default(match_suffix=True, exclude_fields=["frames"])),
            mx.FeatureDep(feature="raw/readings", optional=True, lineage=mx.LineageRelationship.aggregation(on=["video_id"]), fields_mapping=mx.FieldsMapping.specific({"summary": {"default"}})),
        ],
        fields=[
            mx.FieldSpec(key="english", code_version="2"),
            mx.FieldSpec(key="summary", code_version="1", deps=mx.SpecialFieldDep.ALL),
            mx.FieldSpec(key="frames", deps=[mx.FieldDep(feature=VideoFiles, fields=["frames", "audio/english"]), mx.FieldDep(feature="raw/readings")]),
        ],
    ),
):
    """Per-clip statistics."""


class Crops(
    mx.BaseFeature,
    spec=mx.FeatureSpec(
        key="ml/crops",
        id_columns=["video_id", "crop"],
        deps=[
            mx.FeatureDep(feature=VideoFiles, lineage=mx.LineageRelationship.expansion(on=["video_id"], id_generation_pattern="sequential"), fields_mapping=mx.FieldsMapping.all()),
            mx.FeatureDep(feature=Stats, select=[], fields_mapping=mx.FieldsMapping.none()),
        ],
    ),
):
    video_id: str
    crop: int


graph = mx.FeatureGraph.get_active()
features = [
    {
        "key": key.to_string(),
        "spec": json.dumps(definition.spec.model_dump(mode="json")),
        "schema": json.dumps(definition.feature_schema),
        "feature_version": graph.get_feature_version(key),
        "field_versions": graph.get_feature_version_by_field(key),
        "definition_version": definition.feature_definition_version,
    }
    for key, definition in graph.feature_definitions_by_key.items()
]
answer = {"project_version": graph.get_project_version(next(iter(graph.feature_definitions_by_key.values())).project), "features": features}
pathlib.Path(__file__).with_name("definitions.json").write_text(json.dumps(answer, indent=1) + "\n")
