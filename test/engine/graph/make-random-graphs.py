"""Writes random-graphs.json: random feature graphs and what the real Metaxy makes of them (pip install metaxy==0.1.11).

    python make-random-graphs.py [SEED [COUNT [FILE]]]
"""

import json
import pathlib
import random
import sys

import metaxy as mx
from metaxy.models.feature_definition import FeatureDefinition

PARTS = ["a", "b", "c-d", "c_d", "e", "0x", "video", "b-2", "_z"]
ALL = "__METAXY_ALL_DEP__"


def key(dice, taken):
    while True:
        parts = dice.sample(PARTS, dice.randint(1, 3))
        text = "/".join(parts)
        if parts[0] != "0x" and text not in taken:
            taken.add(text)
            return text


def mapping(dice, fields, upstream):
    kind = dice.choice(["default", "default", "default", "specific", "all", "none"])
    if kind == "default":
        excluded = dice.sample(upstream, 1) if len(upstream) > 1 and dice.random() < 0.3 else []
        return {"type": kind, "match_suffix": dice.random() < 0.5, "exclude_fields": excluded}
    if kind == "specific":
        chosen = dice.sample(fields, dice.randint(1, len(fields)))
        return {"type": kind, "mapping": {f: [u.split("/") for u in dice.sample(upstream, dice.randint(1, len(upstream)))] for f in chosen}}
    return {"type": kind}


def dep(dice, fields, upstream):
    made = {"feature": upstream["key"], "fields_mapping": {"mapping": mapping(dice, fields, [f["key"] for f in upstream["fields"]])}}
    if dice.random() < 0.3:
        made |= {"rename": {"n": "m"}, "select": ["m"], "filters": ["m > 1"]}
    if dice.random() < 0.3:
        made["optional"] = True
    relationship = dice.choice([None, None, {"type": "N:1"}, {"type": "N:1", "on": ["id"]}, {"type": "1:N", "on": ["id"]}])
    return made | ({"lineage": {"relationship": relationship}} if relationship else {})


def field_deps(dice, deps, specs):
    roll = dice.random()
    if not deps or roll < 0.6:
        return []
    if roll < 0.75:
        return ALL
    chosen = dice.sample(deps, dice.randint(1, len(deps)))
    named = [{"feature": d["feature"], "fields": [f["key"] for f in specs[d["feature"]]["fields"]][:1]} for d in chosen]
    return [one if dice.random() < 0.6 else {"feature": one["feature"]} for one in named]


def random_graph(seed):
    dice = random.Random(seed)
    specs, taken = {}, set()
    for _ in range(dice.randint(2, 9)):
        field_names = sorted({key(dice, set()) for _ in range(dice.randint(1, 4))})
        upstream = dice.sample(sorted(specs), min(len(specs), dice.choice([0, 1, 1, 2, 3])))
        deps = [dep(dice, field_names, specs[u]) for u in upstream]
        fields = [{"key": f, "code_version": dice.choice(["1", "2", "__metaxy_initial__", "é"]), "deps": field_deps(dice, deps, specs)} for f in field_names]
        spec = {"key": key(dice, taken), "id_columns": ["id"], "deps": deps, "fields": fields}
        if dice.random() < 0.4:
            spec |= {"metadata": {"😀": [1, 1.0, 1e22, -0.0, 1e-7, None, {"z": "\x7f", "a": True}], "ﬁ": 10**20}, "description": "Größe\n\"x\""}
        specs[spec["key"]] = spec
    schema = {"title": "T", "properties": {"n": {"minimum": 0.5, "type": "integer"}, "id": {"type": "string"}}, "type": "object"}
    length = dice.choice([8, 8, 12, 64])
    order = list(specs)
    dice.shuffle(order)
    return length, [FeatureDefinition.from_stored_data(specs[k], schema, "m.K" + str(i), dice.choice(["p", "q"])) for i, k in enumerate(order)], dice


def described(seed):
    length, definitions, dice = random_graph(seed)
    mx.MetaxyConfig.set(mx.MetaxyConfig(hash_truncation_length=length))
    graph = mx.FeatureGraph()
    for definition in definitions:
        graph.add_feature_definition(definition)
    features = []
    for definition in definitions:
        try:
            by_field = graph.get_feature_version_by_field(definition.key)
        except RuntimeError:
            return None
        plan = graph.get_feature_plan(definition.key)
        parents = {f.key.to_string(): [p.to_string() for p in sorted(plan.get_parent_fields_for_field(f.key))] for f in definition.spec.fields}
        features.append({
            "project": definition.project,
            "spec": json.dumps(definition.spec.model_dump(mode="json")),
            "schema": json.dumps(definition.feature_schema),
            "feature_version": graph.get_feature_version(definition.key),
            "field_versions": by_field,
            "definition_version": definition.feature_definition_version,
            "spec_version": definition.spec.feature_spec_version,
            "code_version": definition.spec.code_version,
            "parents": parents,
            "downstream": [k.to_string() for k in graph.get_downstream_features([definition.key])],
        })
    some = dice.sample([d.key for d in definitions], dice.randint(1, len(definitions)))
    return {
        "length": length,
        "features": features,
        "order": [k.to_string() for k in graph.topological_sort_features()],
        "some": [k.to_string() for k in some],
        "order_of_some": [k.to_string() for k in graph.topological_sort_features(some)],
        "project_versions": {p: graph.get_project_version(p) for p in ("p", "q")},
    }


if __name__ == "__main__":
    seed, count = (int(text) for text in (sys.argv[1:3] + ["1", "24"][len(sys.argv) - 1 :]))
    target = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).with_name("random-graphs.json")
    graphs = []
    while len(graphs) < count:
        made = described(seed)
        seed += 1
        if made:
            graphs.append(made)
    target.write_text("[\n" + ",\n".join(json.dumps(g) for g in graphs) + "\n]\n")
