"""The feature graph of `dailies`, as the film's pipeline declares it.

Pushed twice: `declare("1")` at the start, `declare("2")` when the frames of the camera files were
decoded anew with lens correction. What reads frames moves on with it; `speech/text` does not.
"""

import datetime as dt

import metaxy as mx

SOURCE, TRIM, TEXT, CARD, TAKE = "clip/source", "clip/trim", "speech/text", "clip/card", "voice/take"


def declare(frames_version: str) -> mx.FeatureGraph:
    graph = mx.FeatureGraph()
    with graph.use():

        class ClipSource(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=SOURCE,
                id_columns=["clip_id"],
                fields=[
                    mx.FieldSpec(key="audio", code_version="1"),
                    mx.FieldSpec(key="frames", code_version=frames_version),
                    mx.FieldSpec(key="script", code_version="1"),
                ],
                metadata={"owner": "dit", "retention": "forever"},
            ),
        ):
            """One file off a camera card, with the script supervisor's notes on it."""

            clip_id: str
            scene: str
            take: int
            camera: str
            shot_on: dt.date
            path: str
            seconds: float
            size_bytes: int
            sync_sound: bool
            lenses: list[str]
            note: str | None = None

        class ClipTrim(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=TRIM,
                id_columns=["clip_id"],
                deps=[mx.FeatureDep(feature=SOURCE)],
                fields=[mx.FieldSpec(key="audio", code_version="1"), mx.FieldSpec(key="frames", code_version="1")],
                metadata={"owner": "editorial"},
            ),
        ):
            """The clip between slate and cut: what an editor wants to see of it."""

            clip_id: str
            scene: str
            path: str
            in_frame: int
            out_frame: int
            seconds: float

        class SpeechText(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=TEXT,
                id_columns=["clip_id"],
                deps=[mx.FeatureDep(feature=SOURCE, select=("path", "sync_sound"), filters=["sync_sound"])],
                fields=[
                    mx.FieldSpec(key="words", code_version="3", deps=[mx.FieldDep(feature=SOURCE, fields=["audio"])])
                ],
                metadata={"owner": "sound", "model": "house-asr-3"},
            ),
        ):
            """What is said in a clip. Clips shot without sound are left out."""

            clip_id: str
            language: str
            word_count: int
            confidence: float
            transcript: str

        class VoiceTake(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=TAKE,
                id_columns=["take_id"],
                fields=[mx.FieldSpec(key="audio", code_version="1")],
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

        class ClipCard(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=CARD,
                id_columns=["clip_id"],
                deps=[
                    mx.FeatureDep(
                        feature=TRIM,
                        rename={"path": "trim_path", "seconds": "trim_seconds"},
                        select=("scene", "trim_path", "trim_seconds"),
                        filters=["trim_seconds >= 2"],
                    ),
                    mx.FeatureDep(feature=TEXT, select=("language", "word_count"), optional=True),
                ],
                fields=[
                    mx.FieldSpec(key="caption", code_version="2", deps=[mx.FieldDep(feature=TEXT, fields=["words"])]),
                    mx.FieldSpec(key="picture", code_version="1", deps=[mx.FieldDep(feature=TRIM, fields=["frames"])]),
                    mx.FieldSpec(key="sound", code_version="1", deps=[mx.FieldDep(feature=TRIM, fields=["audio"])]),
                ],
                metadata={"owner": "editorial"},
            ),
        ):
            """The card of a clip on the director's wall: a still, a caption, a strip of sound.

            Trims under two seconds get none.
            """

            clip_id: str
            title: str
            still_path: str
            trim_seconds: float
            language: str | None = None
            word_count: int | None = None

    return graph
