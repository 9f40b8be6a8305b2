"""Two weeks of the film: what was shot, delivered again, corrected and forgotten."""

import footage
from dailies.features import CARD, SOURCE, TEXT, TRIM, declare
from dailies.shots import SHOT
from dailies.voices import TAKE
from footage import DICE, SHOOTING_DAYS
from pipeline import HASHES, Pipeline
from wardrobe.features import OUTFIT

FIRST, LENS = {"git": "4c1d9ae", "note": "first week of shooting"}, {"git": "b7702f3", "note": "lens correction in the frame decoder"}


def shoot(film: Pipeline) -> dict[str, dict]:
    """The first week: five days of clips and booth takes, everything processed each night."""
    clips = {}
    film.push("2026-03-02 07:30", declare(), **FIRST)
    film.push("2026-03-02 07:40", declare(), store="studio", **FIRST)
    booth = footage.takes_by_day()
    for number, day in enumerate(SHOOTING_DAYS):
        rows, date = footage.clips(day, footage.CLIPS_A_DAY), day.isoformat()
        clips |= {row["clip_id"]: row for row in rows}
        film.write(f"{date} 20:15", SOURCE, rows, f"ingest-{date}")
        film.write(f"{date} 20:40", TAKE, booth[number], f"booth-{date}")
        film.process(f"{date} 22:00", TRIM, f"trim-{date}")
        film.process(f"{date} 23:10", TEXT, f"speech-{date}")
        film.process(f"{date} 23:30", SHOT, f"shots-{date}")
        film.process(f"{date} 23:40", OUTFIT, f"outfits-{date}")
        film.process(f"{date} 23:50", CARD, f"card-{date}")
    return clips


def choose(film: Pipeline, clips: dict[str, dict]) -> dict[str, list[str]]:
    """Which clips the second week happens to; no clip is in two of the groups."""
    cards = {row["clip_id"] for row in film.rows(CARD)}
    loud = [c for c in sorted(cards) if clips[c]["sync_sound"]]
    silent = [c for c in sorted(cards) if not clips[c]["sync_sound"]]
    last_roll = [c for c in loud if c.startswith("B005")][-5:] + [c for c in silent if c.startswith("B005")][-1:]
    loud, silent = [c for c in loud if c not in last_roll], [c for c in silent if c not in last_roll]
    DICE.shuffle(loud), DICE.shuffle(silent)
    take = lambda count, source=loud: [source.pop() for _ in range(count)]  # noqa: E731
    return {
        "not read again": last_roll,
        "no card yet": take(6) + take(2, silent),
        "redelivered: audio": take(9),
        "redelivered: frames": take(2) + take(1, silent),
        "redelivered: both": take(2),
        "late: audio": take(9),
        "late: frames": take(3) + take(1, silent),
        "late: both": take(2),
        "cut too short": take(2),
        "sound lost": take(1),
        "same picture, new container": take(5),
    }


def redeliver(clips: dict[str, dict], chosen: dict[str, list[str]], name: str) -> list[dict]:
    sets = {"audio": ["audio"], "frames": ["frames"], "both": ["audio", "frames"]}
    made = [row for kind, fields in sets.items() for row in changed([clips[c] for c in chosen[f"{name}: {kind}"]], *fields)]
    clips |= {row["clip_id"]: row for row in made}
    return made


def lens_correction(film: Pipeline, clips: dict[str, dict], chosen: dict[str, list[str]]) -> None:
    """9 March: every clip is read again, but for one roll; trims and cards follow."""
    film.push("2026-03-09 08:00", declare(frames="2"), **LENS)
    film.push("2026-03-09 08:10", declare(frames="2"), store="studio", **LENS)
    again = changed([row for c, row in clips.items() if c not in chosen["not read again"]], "frames")
    clips |= {row["clip_id"]: row for row in again}
    film.write("2026-03-09 10:00", SOURCE, again, "lens-correction")
    film.process("2026-03-09 13:00", TRIM, "trim-2026-03-09", leave=chosen["no card yet"])
    film.process("2026-03-09 15:00", CARD, "card-2026-03-09")
    film.process("2026-03-09 17:30", TRIM, "trim-2026-03-09b", only=chosen["no card yet"])


def charts_and_redelivery(film: Pipeline, clips: dict[str, dict], chosen: dict[str, list[str]]) -> None:
    """10 March: colour charts by mistake, and clips that came with other content."""
    charts = footage.charts(SHOOTING_DAYS[-1], 12)
    some = [row["clip_id"] for row in charts[:4]]
    film.write("2026-03-10 09:00", SOURCE, charts, "ingest-2026-03-10")
    film.process("2026-03-10 09:30", TRIM, "trim-2026-03-10", only=some)
    film.process("2026-03-10 09:50", CARD, "card-2026-03-10", only=some)
    film.write("2026-03-10 14:00", SOURCE, redeliver(clips, chosen, "redelivered"), "redelivery-1")
    film.process("2026-03-10 15:00", TRIM, "trim-2026-03-10b", classes=["stale"])
    film.process("2026-03-10 15:40", TEXT, "speech-2026-03-10", classes=["stale"])


def corrections(film: Pipeline, clips: dict[str, dict], chosen: dict[str, list[str]]) -> None:
    """11 March: what was wrong is put right, and the evening brings work that nobody has done yet."""
    film.delete("2026-03-11 09:00", SOURCE, "scene = 'CHART'")
    short = [cut_short(row) for row in film.rows(TRIM) if row["clip_id"] in chosen["cut too short"]]
    film.write("2026-03-11 11:00", TRIM, short, "recut")
    lost = [{**clips[c], "sync_sound": False, "note": "guide track only"} for c in chosen["sound lost"]]
    film.write("2026-03-11 11:30", SOURCE, lost, "sound-report")
    rewrapped = same_picture([clips[c] for c in chosen["same picture, new container"]])
    film.write("2026-03-11 12:00", SOURCE, rewrapped, "rewrap")
    film.write("2026-03-11 20:00", SOURCE, last_evening(), "ingest-2026-03-11")
    film.write("2026-03-11 20:30", SOURCE, redeliver(clips, chosen, "late"), "redelivery-2")


def cut_short(trim: dict) -> dict:
    kept = {c: trim[c] for c in ("clip_id", "scene", "path", "in_frame", *HASHES)}
    return {**kept, "out_frame": trim["in_frame"] + 36, "seconds": 1.5}


def same_picture(rows: list[dict]) -> list[dict]:
    """Other bytes, equal content: the pipeline keeps the data version, so nothing downstream is stale."""
    return [{**new, "metaxy_data_version_by_field": old["metaxy_provenance_by_field"]} for old, new in zip(rows, changed(rows, "audio", "frames"))]


def last_evening() -> list[dict]:
    """Ten clips nobody has processed yet, three of them silent."""
    rows = footage.clips(SHOOTING_DAYS[-1].replace(day=11), 10)
    return [{**row, "sync_sound": index not in (2, 5, 8)} for index, row in enumerate(rows)]


def changed(rows: list[dict], *fields: str) -> list[dict]:
    """The same files, delivered again with other content in these fields."""
    return [{**row, "metaxy_provenance_by_field": {**row["metaxy_provenance_by_field"], **footage.provenance(*fields)}} for row in rows]
