"""What each step of the pipeline makes of one input row: rows of its feature, the same however often it is done."""

import random

from footage import ACTORS, DICE, LINES, PLACES

MOVEMENTS = ["static", "pan left", "pan right", "push in", "handheld", "from the boat"]
COLOURS = ["slate", "rust", "fog", "river green", "tar", "lamp yellow", "rope", "dawn pink"]
OUTFITS = ["oilskin, black", "grey wool coat", "engine-room overalls", "Sunday suit, patched elbow", "yellow headscarf"]


def trimmed(source: dict) -> list[dict]:
    dice = random.Random(source["clip_id"])
    first = dice.randint(24, 72)
    seconds = source["seconds"] - first / 24 - dice.uniform(0.5, 3)
    if seconds < 4 or dice.random() < 0.02:
        seconds = dice.uniform(0.8, 1.9)  # the camera ran by mistake
    last = first + round(seconds * 24)
    return [
        {
            "clip_id": source["clip_id"],
            "scene": source["scene"],
            "path": f"trims/{source['clip_id'][:4]}/{source['clip_id']}_t.mov",
            "in_frame": first,
            "out_frame": last,
            "seconds": round((last - first) / 24, 3),
        }
    ]


def transcribed(source: dict) -> list[dict]:
    dice = random.Random(source["clip_id"])
    text = " ".join(dice.sample(LINES, dice.randint(1, 3)))
    return [
        {
            "clip_id": source["clip_id"],
            "language": "et" if dice.random() < 0.1 else "en",
            "word_count": len(text.split()),
            "confidence": round(DICE.uniform(0.71, 0.99), 3),
            "transcript": text,
        }
    ]


def carded(trim: dict) -> list[dict]:
    clip = trim["clip_id"]
    return [
        {
            "clip_id": clip,
            "title": f"Scene {trim['scene']}, {random.Random(trim['scene']).choice(PLACES)}",
            "still_path": f"wall/{clip}.jpg",
            "trim_seconds": trim["trim_seconds"],
            "language": trim["language"],
            "word_count": trim["word_count"],
        }
    ]


def shots(trim: dict) -> list[dict]:
    clip = trim["clip_id"]
    dice = random.Random(f"{clip} in shots")
    count = dice.randint(1, 4)
    length = round(trim["seconds"] / count, 2)
    return [
        {
            "clip_id": clip,
            "shot_id": f"{clip}_s{number}",
            "number": number,
            "first_second": round(length * (number - 1), 2),
            "last_second": round(length * number, 2),
            "movement": dice.choice(MOVEMENTS),
        }
        for number in range(1, count + 1)
    ]


def faces(shot: dict) -> list[dict]:
    dice = random.Random(f"{shot['shot_id']} faces")
    actors = sorted(dice.sample(ACTORS, dice.choice([0, 1, 1, 2, 3])))
    return [{"shot_id": shot["shot_id"], "actors": actors, "largest": round(dice.uniform(0.02, 0.8), 3)}]


def palette(shot: dict) -> list[dict]:
    dice = random.Random(f"{shot['shot_id']} palette")
    return [{"shot_id": shot["shot_id"], "colours": dice.sample(COLOURS, 3), "brightness": round(dice.random(), 3)}]


def printed(take: dict, made_by: str = "booth") -> list[dict]:
    actor = take["actor"]
    return [{"actor": actor, "path": f"prints/{actor.lower().replace(' ', '-')}.npz", "made_by": made_by}]


def dressed(source: dict) -> list[dict]:
    dice = random.Random(f"{source['scene']} dressed")
    return [{"clip_id": source["clip_id"], "actor": dice.choice(ACTORS), "outfit": dice.choice(OUTFITS)}]
