"""The sound booth: voice prints of the actors, and a denoiser that was tried for a day."""

import results
from dailies.features import declare
from dailies.voices import PRINT, TAKE
from pipeline import HASHES, Pipeline

TRIED = ["Edda Krol", "Jonas Peel"]


def print_voices(film: Pipeline) -> None:
    """7 March: prints of four actors; then the scratch takes go, and two are printed again, one twice at once."""
    film.process("2026-03-07 08:30", PRINT, "prints-2026-03-07", leave=["Sunniva Brandt"])
    nobody = {"actor": "Harbour Chorus", "path": "prints/harbour-chorus.npz", "made_by": "by hand"}
    film.write("2026-03-07 08:45", PRINT, [{**nobody, "metaxy_provenance_by_field": {"print": "40913377"}}], "by-hand")
    film.delete("2026-03-07 10:05", TAKE, "verdict = 'scratch'")
    film.process("2026-03-07 11:00", PRINT, "prints-2026-03-07b", classes=["stale"], only=["Mara Ilves"])
    stale = film.inputs("2026-03-07 11:10", PRINT, ["stale"])
    twice = [
        {**result, **{column: row[column] for column in HASHES}}
        for row in stale
        if row["actor"] == "Tobin Ashe"
        for made_by in ("booth-1", "booth-2")
        for result in results.printed(row, made_by)
    ]
    film.write("2026-03-07 11:15", PRINT, twice, "prints-2026-03-07c")


def try_denoiser(film: Pipeline) -> None:
    """12 March: another version of the takes' audio, prints of it, takes once more; in the afternoon all is taken back."""
    takes = [row for row in film.rows(TAKE) if row["actor"] in TRIED]
    chosen = [next(row for row in takes[index:] if row["actor"] == TRIED[index % 2]) for index in range(24)]
    chosen = list({row["take_id"]: row for row in chosen}.values())
    film.push("2026-03-12 09:00", declare(frames="2", take_audio="2"), git="0aa51e2", note="denoiser for the booth, on trial")
    film.write("2026-03-12 09:30", TAKE, [denoised(row, "a") for row in chosen], "denoise-trial")
    film.process("2026-03-12 10:00", PRINT, "denoise-trial")
    again = [row for row in chosen if row["actor"] == "Jonas Peel"][:3]
    film.write("2026-03-12 10:30", TAKE, [denoised(row, "b") for row in again], "denoise-trial-2")
    film.push("2026-03-12 16:00", declare(frames="2"), git="b7702f3", note="denoiser taken back: it swallows the gulls")


def denoised(take: dict, attempt: str) -> dict:
    kept = {column: value for column, value in take.items() if not column.startswith("metaxy_")}
    return {**kept, "metaxy_provenance_by_field": {"audio": f"denoised-{attempt}-{take['take_id']}"}}
