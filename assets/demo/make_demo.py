"""Makes the demo project next to this file, with the real Metaxy.

    pip install -r requirements.txt && python make_demo.py [DIR]

Two weeks of a film's dailies: five days of shooting under the first push, a second push that moves every
version which depends on camera frames, a third that is taken back, and work left to do on purpose. What must
come out is counted by Metaxy itself at the end, into `statuses.json`; a difference fails.
"""

import os
import shutil
import sys
import warnings
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # Metaxy goes through sets of names
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

import pinned_metaxy  # noqa: E402, F401  (first: it prepares the library)

import booth  # noqa: E402
import counts  # noqa: E402
import long_clips  # noqa: E402
import metaxy as mx  # noqa: E402
import studio  # noqa: E402
import two_weeks  # noqa: E402
from dailies.features import CARD_TEXT, declare  # noqa: E402
from lab import grade_grain  # noqa: E402
from pipeline import Pipeline  # noqa: E402
from stored_files import compact_database, pin_delta_tables  # noqa: E402

warnings.filterwarnings("ignore", message="AUTO_CREATE_TABLES")  # meant here
warnings.filterwarnings("ignore", message="Metaxy column missing")  # the rows made by hand

TOML = """\
project = "dailies"
store = "dev"
auto_create_tables = true

[stores.dev]
type = "metaxy.ext.duckdb.DuckDBMetadataStore"

[stores.dev.config]
database = "dailies.duckdb"
fallback_stores = ["studio"]

[stores.studio]
type = "metaxy.ext.polars.handlers.delta.DeltaMetadataStore"

[stores.studio.config]
root_path = "studio"
storage_options = {secret_access_key = "kept-out-of-sight"}
"""


def tell(film: Pipeline) -> None:
    """The story in the order of its days."""
    clips = two_weeks.shoot(film)
    booth.print_voices(film)
    chosen = two_weeks.choose(film, clips)
    long = long_clips.choose_long(film, chosen)
    long_clips.by_hand(film, long)
    studio.first_look(film)
    two_weeks.lens_correction(film, clips, chosen)
    long_clips.cut_again(film, long)
    studio.second_look(film)
    film.push("2026-03-10 08:00", declare(frames="2"), project="wardrobe", note="continuity of what is worn")
    two_weeks.charts_and_redelivery(film, clips, chosen)
    long_clips.cut_in_part(film)
    studio.take_over(film)
    two_weeks.corrections(film, clips, chosen)
    long_clips.delete_oddly(film, long)
    studio.second_unit(film)
    booth.try_denoiser(film)
    last = declare(frames="2", card_text=CARD_TEXT.replace("strip of sound", "strip of its sound"))
    film.push("2026-03-13 09:00", last, git="e19c40d", note="the card says whose sound it is")
    grade_grain(film)
    mx.FeatureGraph.set_active(last)


def main() -> None:
    here = Path(__file__).resolve().parent
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else here / "project"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "metaxy.toml").write_text(TOML)
    os.chdir(target)
    config = mx.MetaxyConfig.load()
    mx.MetaxyConfig.set(config)
    film = Pipeline(config)
    tell(film)
    compact_database(target / "dailies.duckdb")
    pin_delta_tables(target / "studio")
    counts.check(film)
    counts.record(film, target.parent / "statuses.json")


if __name__ == "__main__":
    main()
