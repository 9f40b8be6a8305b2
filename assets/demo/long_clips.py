"""Shots of the long clips: some left under the first push, some put right by hand, some deleted in odd ways."""

import results
from dailies.shots import SHOT
from pipeline import HASHES, Pipeline

Shots = dict[str, list[dict]]
LEFT_BEHIND = 34  # shots that stay under the first push


def choose_long(film: Pipeline, chosen: dict[str, list[str]]) -> dict[str, list[str]]:
    """Clips with shots to which nothing else happens, and what happens to them."""
    found = by_clip(film)
    unread = [clip for clip in chosen["not read again"] if clip in found]
    busy = {clip for group in chosen.values() for clip in group}
    calm = [clip for clip in found if clip not in busy]
    left, uncut = LEFT_BEHIND - sum(len(found[clip]) for clip in unread) + len(unread[:1]), []
    for clip in calm:
        if len(found[clip]) <= left:
            uncut.append(clip)
            left -= len(found[clip])
    several = [clip for clip in calm if clip not in uncut and len(found[clip]) >= 3]
    return {
        "not cut again": uncut,
        "two shots deleted": several[:1],
        "all shots deleted": several[1:2],
        "deleted in the future": several[2:3],
        "unread": unread[:1],
    }


def by_clip(film: Pipeline) -> Shots:
    found: Shots = {}
    for row in film.rows(SHOT):
        found.setdefault(row["clip_id"], []).append(row)
    return {clip: sorted(rows, key=lambda row: row["shot_id"]) for clip, rows in sorted(found.items())}


def by_hand(film: Pipeline, long: dict[str, list[str]]) -> None:
    """7 March: one clip is cut from an old proxy, two shots of another keep a data version of their own."""
    found = by_clip(film)
    proxy, *others = (found[clip] for clip in long["not cut again"])
    kept = next(rows for rows in others if len(rows) >= 2)
    old = {"metaxy_provenance_by_field": {"audio": "50137728", "frames": "91240653"}}
    film.write("2026-03-07 14:00", SHOT, [{**own(row), **old} for row in proxy], "cut-from-proxy")
    version = {"metaxy_data_version_by_field": {"audio": "hand-sync-1", "frames": "hand-graded-1"}}
    film.write("2026-03-07 14:30", SHOT, [{**own(row), **hashes(row), **version} for row in kept[:2]], "graded-by-hand")


def cut_again(film: Pipeline, long: dict[str, list[str]]) -> None:
    film.process("2026-03-09 19:00", SHOT, "shots-2026-03-09", leave=long["not cut again"])


def cut_in_part(film: Pipeline) -> None:
    """10 March: of one clip that was trimmed again the first shot is cut again, the others are not."""
    row = film.inputs("2026-03-10 16:30", SHOT, ["stale"])[0]
    first = [{**result, **hashes(row)} for result in results.shots(row)[:1]]
    film.write("2026-03-10 16:40", SHOT, first, "shots-2026-03-10")


def delete_oddly(film: Pipeline, long: dict[str, list[str]]) -> None:
    """11 March: some and all shots of a clip, shots of the first push only, and one from a machine whose clock is ahead."""
    some, whole, ahead, unread = (long[name][0] for name in list(long)[1:])
    film.delete("2026-03-11 14:00", SHOT, f"clip_id = '{some}' AND number <= 2")
    film.delete("2026-03-11 14:10", SHOT, f"clip_id = '{whole}'")
    film.delete("2026-03-11 14:20", SHOT, f"shot_id = '{unread}_s1'", with_feature_history=True)
    lasting = [row for row in film.rows(SHOT) if row["shot_id"] == f"{ahead}_s1"]
    film.delete("2031-03-11 14:30", SHOT, f"shot_id = '{ahead}_s1'")
    film.write("2026-03-11 15:00", SHOT, [{**own(row), **hashes(row)} for row in lasting], "shots-2026-03-11")


def own(row: dict) -> dict:
    return {column: value for column, value in row.items() if not column.startswith("metaxy_")}


def hashes(row: dict) -> dict:
    return {column: row[column] for column in HASHES}
