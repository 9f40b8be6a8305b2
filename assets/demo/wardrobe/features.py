"""What the wardrobe department keeps in the same metadata store: a project of its own, reading a feature of `dailies`."""

import metaxy as mx

OUTFIT = "wardrobe/outfit"


def declare_outfit(source: str) -> None:
    """Into the active graph."""

    class WardrobeOutfit(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=OUTFIT,
            id_columns=["clip_id"],
            deps=[mx.FeatureDep(feature=source, select=("scene", "take"), filters=["take = 1"])],
            fields=[mx.FieldSpec(key="worn", code_version="1", deps=[mx.FieldDep(feature=source, fields=["script"])])],
            metadata={"owner": "wardrobe"},
        ),
    ):
        """Who wears what in the first take of a scene, for continuity."""

        clip_id: str
        actor: str
        outfit: str
