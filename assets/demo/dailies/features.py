"""The feature graph of `dailies`, as the film's pipeline declares it, with the feature of `wardrobe` beside it.

Pushed as `declare()` at the start, then with `frames="2"` when the frames of the camera files were decoded
anew with lens correction: what reads frames moves on with it, `speech/text` does not. Later `take_audio="2"`
was tried for a day and taken back; at last `card_text` only words the card's description anew.
"""

import datetime as dt

import metaxy as mx
from wardrobe.features import declare_outfit

from dailies.shots import declare_shots
from dailies.voices import declare_voices

SOURCE, TRIM, TEXT, CARD = "clip/source", "clip/trim", "speech/text", "clip/card"
CARD_TEXT = """The card of a clip on the director's wall: a still, a caption, a strip of sound.

Trims under two seconds get none."""


def declare(frames: str = "1", take_audio: str = "1", card_text: str = CARD_TEXT) -> mx.FeatureGraph:
    graph = mx.FeatureGraph()
    with graph.use():

        class ClipSource(
            mx.BaseFeature,
            spec=mx.FeatureSpec(
                key=SOURCE,
                id_columns=["clip_id"],
                fields=[
                    mx.FieldSpec(key="audio", code_version="1"),
                    mx.FieldSpec(key="frames", code_version=frames),
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
                description=card_text,
            ),
        ):
            clip_id: str
            title: str
            still_path: str
            trim_seconds: float
            language: str | None = None
            word_count: int | None = None

        declare_shots(TRIM)
        declare_voices(take_audio)
        declare_outfit(SOURCE)
    return graph
