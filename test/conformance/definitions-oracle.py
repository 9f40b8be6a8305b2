"""The real Metaxy as a process that answers about definitions, pushes and lock files: JSON lines in and out.

    python definitions-oracle.py ORACLE_DIR

    {"make": SEED}          -> {"length": L, "stages": [{"entries": [{project, spec, feature_schema, source}, …], "text": the same as JSON,
                                "versions": {KEY: {feature, definition, fields: {FIELD: VERSION}}},
                                "projects": {NAME: VERSION}}, …]}: a random graph of two projects, and the same edited
    {"read": PROJECT_DIR}   -> {"columns": {NAME: TYPE}, "projects": {NAME: {version, again: OUTCOME, stored: {KEY: {…}}, loaded: {KEY: …}}}}
    {"lock": PROJECT_DIR}   -> {"locks": {NAME: CONTENT | {"raised": TEXT}}}: the lock file of each project
    {"parse": FILE}         -> {"features": CONTENT}: a lock file as the real Metaxy loads it
"""

import contextlib
import copy
import importlib.util
import json
import os
import pathlib
import random
import sys
import warnings

warnings.filterwarnings("ignore")

sys.path.insert(0, str(pathlib.Path(sys.argv[1]).resolve()))

import metaxy_offline  # noqa: E402, F401  (no download)
import metaxy as mx  # noqa: E402
import tomli  # noqa: E402
from metaxy.metadata_store.system import FEATURE_VERSIONS_KEY  # noqa: E402
from metaxy.metadata_store.system.storage import SystemTableStorage  # noqa: E402
from metaxy.models.feature_definition import FeatureDefinition  # noqa: E402
from metaxy.utils import lock_file  # noqa: E402

HERE = pathlib.Path(__file__).parent
loader = importlib.util.spec_from_file_location("graphs", HERE / "../engine/graph/make-random-graphs.py")
graphs = importlib.util.module_from_spec(loader)
loader.loader.exec_module(graphs)


def main():
    for line in sys.stdin:
        question = json.loads(line)
        kind, value = next(iter(question.items()))
        print(json.dumps({"make": make, "read": read, "lock": lock, "parse": parse}[kind](value)), flush=True)


# ------------------------------------------------------------------------------------------------ definitions
def make(seed):
    dice = random.Random(seed)
    for attempt in range(1000):
        length, definitions, _ = graphs.random_graph(seed * 1000 + attempt)
        first = [entry(d) for d in definitions]
        if seed % 2:  # a lock file cannot hold the null
            for one in first:
                one["spec"]["metadata"].pop("😀", None)
        set_length(length)
        with contextlib.suppress(Exception):
            stages = [described(first)]
            for _ in range(100):
                with contextlib.suppress(Exception):
                    stages.append(described(edited(dice, first)))
                    return {"length": length, "stages": stages}
    raise ValueError(seed)


def entry(definition):
    return {
        "project": definition.project,
        "spec": definition.spec.model_dump(mode="json"),
        "feature_schema": definition.feature_schema,
        "source": definition.feature_class_path,
    }


def described(entries):
    graph = graph_of(entries)
    keys = list(graph.feature_definitions_by_key)
    return {
        "entries": entries,
        "text": json.dumps(entries),
        "versions": {k.to_string(): versions_of(graph, k) for k in keys},
        "projects": {p: graph.get_project_version(p) for p in ("p", "q")},
    }


def versions_of(graph, key):
    return {
        "feature": graph.get_feature_version(key),
        "definition": graph.feature_definitions_by_key[key].feature_definition_version,
        "fields": graph.get_feature_version_by_field(key),
    }


def graph_of(entries):
    made = mx.FeatureGraph()
    for one in entries:
        made.add_feature_definition(FeatureDefinition.from_stored_data(one["spec"], one["feature_schema"], one["source"], one["project"]))
    return made


def edited(dice, entries):
    made = copy.deepcopy(entries)
    for _ in range(dice.randint(1, 3)):
        one = dice.choice(made)
        spec = one["spec"]
        dice.choice(EDITS)(dice, one, spec, made)
    return made


def bump(dice, one, spec, made):
    dice.choice(spec["fields"])["code_version"] = dice.choice(["3", "4", "ü"])


def document(dice, one, spec, made):
    spec["description"] = dice.choice(["Other words.", None, "x"])


def annotate(dice, one, spec, made):
    spec["metadata"] = {"owner": dice.choice(["me", "you"]), "level": dice.choice([1, 1.0, 2.5])}


def add_field(dice, one, spec, made):
    spec["fields"].append({"key": f"new_{dice.randint(0, 99)}", "code_version": "1", "deps": []})


def drop_field(dice, one, spec, made):
    if len(spec["fields"]) > 1:
        spec["fields"].pop(dice.randrange(len(spec["fields"])))


def map_all(dice, one, spec, made):
    for dep in spec["deps"][:1]:
        dep["fields_mapping"] = {"mapping": {"type": dice.choice(["all", "default"])}}


def relate(dice, one, spec, made):
    for dep in spec["deps"][-1:]:
        dep["lineage"] = {"relationship": dice.choice([{"type": "1:1"}, {"type": "N:1", "on": ["id"]}])}
        dep["optional"] = dice.random() < 0.5


def drop_dep(dice, one, spec, made):
    if spec["deps"]:
        gone = spec["deps"].pop(dice.randrange(len(spec["deps"])))["feature"]
        for field in spec["fields"]:
            if isinstance(field["deps"], list):
                field["deps"] = [d for d in field["deps"] if d["feature"] != gone]


def drop_feature(dice, one, spec, made):
    used = {d["feature"] for other in made for d in other["spec"]["deps"]}
    if spec["key"] not in used and len(made) > 2:
        made.remove(one)


def add_feature(dice, one, spec, made):
    key = f"fresh/n{dice.randint(0, 9999)}"
    dep = {"feature": spec["key"]}
    made.append({"project": dice.choice(["p", "q"]), "spec": {"key": key, "id_columns": ["id"], "deps": [dep] if dice.random() < 0.7 else []}, "feature_schema": {"title": "N"}, "source": f"m.{key}"})


def widen_ids(dice, one, spec, made):
    spec["id_columns"] = [*spec["id_columns"], "at"]


EDITS = [bump, bump, bump, document, annotate, add_field, drop_field, map_all, relate, drop_dep, drop_feature, add_feature, widen_ids]


# ------------------------------------------------------------------------------------------------ stores
def set_length(length):
    mx.MetaxyConfig.set(mx.MetaxyConfig(hash_truncation_length=length))


@contextlib.contextmanager
def opened(directory, mode="r"):
    before = os.getcwd()
    os.chdir(directory)
    mx.MetaxyConfig.reset()
    config = mx.MetaxyConfig.load()
    mx.MetaxyConfig.set(config)
    try:
        with config.get_store().open(mode) as store:
            yield config, store, SystemTableStorage(store)
    finally:
        os.chdir(before)


def read(directory):
    with opened(directory, "w") as (_, store, storage):
        rows = storage._read_system_metadata(FEATURE_VERSIONS_KEY).collect().to_polars()
        projects = sorted(rows["project"].unique().to_list())
        whole = mx.FeatureGraph()
        for project in projects:
            for definition in snapshot(storage, project).feature_definitions_by_key.values():
                whole.add_feature_definition(definition, on_conflict="ignore")
        answer = {}
        for project in projects:
            version = storage._read_latest_project_version(project)
            latest = storage._read_latest_snapshot_data(version, project)
            with whole.use():
                result = storage.push_graph_snapshot(project=project)
            answer[project] = {
                "version": version,
                "again": "recorded" if not result.already_pushed else "updated" if result.updated_features else "unchanged",
                "stored": {r["feature_key"]: {"feature": r["metaxy_feature_version"], "definition": r["metaxy_definition_version"], "tags": r["tags"]} for r in latest.to_dicts()},
                "loaded": {k.to_string(): versions_of(whole, k) for k, d in whole.feature_definitions_by_key.items() if d.project == project},
            }
        return {"columns": {name: str(kind) for name, kind in rows.schema.items()}, "projects": answer}


def snapshot(storage, project):
    return storage.load_graph_from_snapshot(storage._read_latest_project_version(project), project)


def lock(directory):
    locks = {}
    with opened(directory) as (_, store, storage):
        for project in ("p", "q"):
            try:
                local = snapshot(storage, project)
            except ValueError:
                continue
            file = pathlib.Path(directory) / f"python-{project}.lock"
            file.unlink(missing_ok=True)
            try:
                with local.use():
                    lock_file.generate_lock_file(store, file, exclude_project=project)
                locks[project] = content(file)
            except Exception as error:
                locks[project] = {"raised": type(error).__name__}
    return {"locks": locks}


def content(file):
    features = tomli.loads(file.read_text())["features"]
    for one in features.values():
        one["data"]["feature_schema"] = json.loads(one["data"]["feature_schema"])
    return features


def parse(file):
    file = pathlib.Path(file)
    lock_file.LockFile.from_toml(file.read_text())
    return {"features": content(file)}


if __name__ == "__main__":
    main()
