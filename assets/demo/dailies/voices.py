"""The sound booth: lines spoken again, and a voice print of each actor made of them."""

import datetime as dt

import metaxy as mx
from metaxy.models.lineage import LineageRelationship

TAKE, PRINT = "voice/take", "voice/print"


def declare_voices(take_audio: str) -> None:
    """Into the active graph."""

    class VoiceTake(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=TAKE,
            id_columns=["take_id"],
            fields=[mx.FieldSpec(key="audio", code_version=take_audio)],
            metadata={"owner": "sound"},
        ),
    ):
        """A line spoken in the booth, to replace what the set microphone missed."""

        take_id: str
        actor: str
        line: str
        path: str
        seconds: float
        verdict: str
        recorded_at: dt.datetime

    class VoicePrint(
        mx.BaseFeature,
        spec=mx.FeatureSpec(
            key=PRINT,
            id_columns=["actor"],
            deps=[
                mx.FeatureDep(
                    feature=TAKE, select=("take_id", "seconds"), lineage=LineageRelationship.aggregation(on=["actor"])
                )
            ],
            fields=[mx.FieldSpec(key="print", code_version="1")],
            metadata={"owner": "sound", "model": "house-voice-2"},
        ),
    ):
        """How an actor sounds, over all of the takes that were kept."""

        actor: str
        path: str
        made_by: str
