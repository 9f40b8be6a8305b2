"""The invented film: *The Ferry Keeper*, its clips, its lines, its booth takes. One seed, always the same."""

import datetime as dt
import random

DICE = random.Random(20260302)
SHOOTING_DAYS = [dt.date(2026, 3, day) for day in (2, 3, 4, 5, 6)]
CLIPS_A_DAY, TAKES_A_DAY, SCRATCH_TAKES = 44, 88, 18

ACTORS = ["Mara Ilves", "Tobin Ashe", "Edda Krol", "Jonas Peel", "Sunniva Brandt"]
PLACES = ["the landing", "the wheelhouse", "the engine room", "the far bank", "the ticket hut", "open water"]
LENSES = ["25mm", "32mm", "40mm", "50mm", "75mm", "100mm macro"]
NOTES = ["boom in shot at the top", "best for light", "false start, keep rolling", "gulls over the last line", "director's pick"]
LINES = [
    "You can't stop a river by closing the ferry.",
    "The last boat left an hour ago. There is always a last boat.",
    "Hold the rope. No, the other rope.",
    "My father crossed here with a piano and two goats.",
    "If the fog stays, we stay.",
    "She said Tuesday. It has been Tuesday for three weeks.",
    "Nobody pays in coins any more, Tobin.",
    "Listen: the engine sounds the way it did before the flood.",
    "Don't write that in the log.",
    "I count them over and I count them back.",
    "There is a light on the far bank.",
    "Keep the change. Keep the hut, too.",
    "A bridge! What would they want with a bridge?",
    "Turn her into the current and wait.",
    "I have never once been to the other side at night.",
    "Then who rang the bell?",
]


def mark() -> str:
    """The content hash of something read from disk, as the pipeline reports it."""
    return f"{DICE.getrandbits(40):010x}"


def provenance(*fields: str) -> dict[str, str]:
    return {field: mark() for field in fields}


def clips(day: dt.date, count: int) -> list[dict]:
    """The files of one shooting day: two cameras, a roll each, scenes in order with several takes."""
    number = (day - SHOOTING_DAYS[0]).days + 1
    scene, take, rows = number * 8, 0, []
    for index in range(count):
        take = take + 1 if take < DICE.randint(2, 6) else 1
        scene += take == 1
        camera, place = "AB"[index % 2], index // 2 + 1
        clip = f"{camera}{number:03}_C{place:03}"
        silent = DICE.random() < 0.25  # shot without sound
        seconds = round(DICE.uniform(6, 95), 2)
        rows.append(
            {
                "clip_id": clip,
                "scene": f"{scene}{DICE.choice(['', 'A', 'B'])}",
                "take": take,
                "camera": camera,
                "shot_on": day,
                "path": f"dailies/day{number:02}/{camera}{number:03}/{clip}.mov",
                "seconds": seconds,
                "size_bytes": int(seconds * 27_300_000) + DICE.randint(0, 999_999),
                "sync_sound": not silent,
                "lenses": sorted(DICE.sample(LENSES, DICE.choice([1, 1, 2]))),
                "note": DICE.choice(NOTES) if DICE.random() < 0.3 else None,
                "metaxy_provenance_by_field": provenance("audio", "frames", "script"),
            }
        )
    return rows


def charts(day: dt.date, count: int) -> list[dict]:
    """Colour charts, filmed to match the cameras; they have no business among the clips."""
    rows = clips(day, count)
    for index, row in enumerate(rows):
        row |= {"clip_id": f"X006_C{index + 1:03}", "scene": "CHART", "take": 1, "sync_sound": False, "note": "grey card and colour chart"}
        row["path"] = f"dailies/day09/X006/{row['clip_id']}.mov"
    return rows


def takes_by_day() -> list[list[dict]]:
    """A week in the booth: lines spoken again, some of them only to warm up."""
    total = TAKES_A_DAY * len(SHOOTING_DAYS)
    scratch = set(DICE.sample(range(total), SCRATCH_TAKES))
    rows = []
    for index in range(total):
        day = SHOOTING_DAYS[index // TAKES_A_DAY]
        start = dt.datetime(day.year, day.month, day.day, 9, 30, tzinfo=dt.timezone.utc)
        take = f"V{index + 1:04}"
        rows.append(
            {
                "take_id": take,
                "actor": DICE.choice(ACTORS),
                "line": DICE.choice(LINES),
                "path": f"booth/{day:%m%d}/{take}.wav",
                "seconds": round(DICE.uniform(1.2, 9.5), 2),
                "verdict": "scratch" if index in scratch else DICE.choice(["keep", "keep", "maybe"]),
                "recorded_at": start + dt.timedelta(seconds=index % TAKES_A_DAY * 291 + DICE.randint(0, 200)),
                "metaxy_provenance_by_field": provenance("audio"),
            }
        )
    return [rows[start : start + TAKES_A_DAY] for start in range(0, total, TAKES_A_DAY)]
