"""Asks the real Metaxy anew about every spec in spec-shapes.json (pip install metaxy==0.1.11).

A line there is a spec as JSON text, and what Metaxy dumps it as, or null where it refuses it.
"""

import json
import pathlib

import metaxy as mx


def dumped(text: str) -> str | None:
    try:
        return json.dumps(mx.FeatureSpec.model_validate(json.loads(text)).model_dump(mode="json"))
    except Exception:
        return None


target = pathlib.Path(__file__).with_name("spec-shapes.json")
texts = [text for text, _ in json.loads(target.read_text())]
lines = ",\n".join("  " + json.dumps([text, dumped(text)]) for text in texts)
target.write_text(f"[\n{lines}\n]\n")
