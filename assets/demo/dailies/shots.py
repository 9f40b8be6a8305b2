"""Long clips are cut into shots; the studio looks at the pictures of each."""

import metaxy as mx
from metaxy.models.lineage import LineageRelationship

SHOT, FACES, PALETTE = "clip/shot", "shot/faces", "shot/palette"


def declare_shots(trim: str) -> None:
    """Into the active graph."""

    class ClipShot(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=SHOT,
            id_columns=["shot_id"],
            deps=[
                mx.FeatureDep(
                    feature=trim,
                    select=("scene", "seconds"),
                    filters=["seconds >= 60"],
                    lineage=LineageRelationship.expansion(on=["clip_id"]),
                )
            ],
            fields=[mx.FieldSpec(key="audio", code_version="1"), mx.FieldSpec(key="frames", code_version="1")],
            metadata={"owner": "editorial"},
        ),
    ):
        """A piece of a clip that runs for a minute or more: one movement of the camera."""

        clip_id: str
        shot_id: str
        number: int
        first_second: float
        last_second: float
        movement: str

    frames = [mx.FieldDep(feature=SHOT, fields=["frames"])]

    class ShotFaces(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=FACES,
            id_columns=["shot_id"],
            deps=[mx.FeatureDep(feature=SHOT, select=("clip_id",))],
            fields=[mx.FieldSpec(key="faces", code_version="1", deps=frames)],
            metadata={"owner": "studio", "model": "house-faces-1"},
        ),
    ):
        """Who is in a shot, and how large."""

        shot_id: str
        actors: list[str]
        largest: float

    class ShotPalette(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=PALETTE,
            id_columns=["shot_id"],
            deps=[mx.FeatureDep(feature=SHOT, select=("clip_id",))],
            fields=[mx.FieldSpec(key="colours", code_version="1", deps=frames)],
            metadata={"owner": "studio"},
        ),
    ):
        """The colours of a shot, darkest first."""

        shot_id: str
        colours: list[str]
        brightness: float
