"""The studio computes on the shots of `dev` and keeps the results in its own metadata store, which `dev` falls back to."""

import polars as pl
from dailies.features import SOURCE
from dailies.shots import FACES, PALETTE
from footage import SHOOTING_DAYS, clips
from pinned_metaxy import Clock
from pipeline import HASHES, Pipeline

PALETTES_AGAIN = 120


def first_look(film: Pipeline) -> None:
    """7 March: faces and palettes of the first week. On the 8th somebody makes the table of faces in `dev`, for later."""
    film.process("2026-03-07 18:00", FACES, "faces-2026-03-07", into="studio")
    film.process("2026-03-07 20:00", PALETTE, "palettes-2026-03-07", into="studio")
    Clock.set("2026-03-08 12:00")
    columns = [row for row in film.rows(FACES, "studio")][:1]
    with film.opened() as dev:
        frame = pl.DataFrame(columns).select("shot_id", "actors", "largest", *HASHES)
        dev.write(FACES, frame.clear(), materialization_id="faces-prepared")


def second_look(film: Pipeline) -> None:
    """9 March: faces of all shots again, palettes of some."""
    film.process("2026-03-09 21:00", FACES, "faces-2026-03-09", into="studio")
    some = [row["shot_id"] for row in film.inputs("2026-03-09 22:00", PALETTE, ["new"])][:PALETTES_AGAIN]
    film.process("2026-03-09 23:00", PALETTE, "palettes-2026-03-09", only=some, into="studio")


def take_over(film: Pipeline) -> None:
    """10 March: the sources are copied, charts and all; then the studio drops three of them."""
    film.copy("2026-03-10 11:00", SOURCE, "dev", "studio")
    for minute, gone in enumerate(["A001_C003", "A001_C004", "B001_C003"]):
        film.delete(f"2026-03-10 18:0{minute}", SOURCE, f"clip_id = '{gone}'", store="studio")


def second_unit(film: Pipeline) -> None:
    """12 March: four clips that only the studio has got."""
    rows = clips(SHOOTING_DAYS[-1].replace(day=12), 4)
    for number, row in enumerate(rows, start=1):
        row["camera"], row["clip_id"] = "S", f"S011_C{number:03}"
        row["path"] = f"second-unit/{row['clip_id']}.mov"
    film.write("2026-03-12 08:00", SOURCE, rows, "second-unit", store="studio")
