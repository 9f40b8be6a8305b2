"""The real Metaxy as a process that answers: one JSON object per line in, one per line out.

    python oracle.py ORACLE_DIR

    {"graph": NAME, "project": DIR, "store"?: NAME, "reads": [[KEY, OPTIONS], …], "increments": [KEY, …]}
        -> {"reads": [ROWS | null, …], "increments": [{"new": ROWS, "stale": ROWS, "orphaned": ROWS} | {"raised": TEXT}, …]}
    {"graph": NAME, "project": DIR, "at": MICROSECONDS, "perform": [ARGUMENT, …]}
        -> {"performed": true} | {"raised": TEXT}

ROWS are in the JSON form of the command line's contract; null says that there is no table. OPTIONS are those of
Metaxy's `read`. A graph (the definitions out of the project's newest pushes) is loaded once per NAME. `perform` does
on the project what a command line of `mxx` means, as the recorder of golden cases does it.
"""

import contextlib
import gc
import json
import os
import sys
import warnings
from pathlib import Path

if os.environ.get("PYTHONHASHSEED") != "0":  # Metaxy goes through sets of names
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
warnings.filterwarnings("ignore")
sys.path.insert(0, str(Path(sys.argv[1]).resolve()))

import rendering  # noqa: E402
from recorder import Case, Clock, arrow, dt, mx, rows_of  # noqa: E402, F401
import mirrored  # noqa: E402, F401  (it adds the command `restore`)
from commands import FeatureNotFoundError, perform  # noqa: E402
from read_back import load_graph  # noqa: E402

rendering.AFTER = dt.datetime.max.replace(tzinfo=dt.timezone.utc)  # every time as it is
gc.freeze()
gc.set_threshold(100_000, 20, 20)  # expressions are many small objects that live shortly
EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
GRAPHS = {}


def main():
    for line in sys.stdin:
        question = json.loads(line)
        os.chdir(question["project"])
        mx.MetaxyConfig.reset()
        config = mx.MetaxyConfig.load()
        mx.MetaxyConfig.set(config)
        graph = graph_of(config, question["graph"])
        mx.FeatureGraph.set_active(graph)
        answer = performed(config, graph, question) if "perform" in question else looked(config, graph, question)
        os.chdir("/")
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def graph_of(config, name):
    if name not in GRAPHS:
        GRAPHS.clear()
        with config.get_store() as store:
            GRAPHS[name] = load_graph(store, config)
        for definition in GRAPHS[name].feature_definitions_by_key.values():
            definition._source = None  # the class path, not the store it was read from
    return GRAPHS[name]


def looked(config, graph, question):
    ids = {key: graph.get_feature_definition(key).spec.id_columns for key in graph_keys(graph)}
    with held_open(config.get_store(question.get("store"))) as store:
        return {
            "reads": [read(store, key, options, ids[key]) for key, options in question.get("reads", [])],
            "increments": [increment(store, key, ids[key]) for key in question.get("increments", [])],
        }


@contextlib.contextmanager
def held_open(store):
    """With its fallback stores: the real Metaxy closes those of DuckDB before their rows are collected."""
    with contextlib.ExitStack() as opened:
        def enter(one):
            opened.enter_context(one)
            for fallback in one.fallback_stores:
                enter(fallback)
        enter(store)
        yield store


def graph_keys(graph):
    return [key.to_string() for key in graph.feature_definitions_by_key]


def read(store, key, options, ids):
    try:
        return rows_of(store.read(key, **options), ids)
    except FeatureNotFoundError:
        return None


def increment(store, key, ids):
    try:
        lazy = store.resolve_update(key, lazy=True)
        junk = ("metaxy_deleted_at",)  # a column of `new` and `stale` by accident
        return {part: rows_of(getattr(lazy, part), ids, hide=() if part == "orphaned" else junk) for part in ("new", "stale", "orphaned")}
    except Exception as error:  # it crashes at three dependencies without `select`, for one
        return {"raised": f"{type(error).__name__}: {str(error)[:200]}"}


def performed(config, graph, question):
    case = object.__new__(Case)
    case.name, case.frozen, case.stepping, case.on_fixture, case.opened = "conformance", True, True, [], contextlib.ExitStack()
    case.dir = Path(question["project"])
    case.work, case.config, case.project, case.graph = case.dir.parent, config, config.project, graph
    Clock.at = EPOCH + dt.timedelta(microseconds=question["at"])
    try:
        perform(case, list(question["perform"]))
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {str(error)[:200]}"}
    if question["perform"][0] == "push":
        GRAPHS.clear()
    return {"performed": True}


if __name__ == "__main__":
    main()
