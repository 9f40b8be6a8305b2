"""Writes hash-vectors.json: what the reference xxHash, and the wyhash of Metaxy's Polars engine, make of texts
of many lengths (pip install xxhash polars polars-hash).

The text of `length` characters in an alphabet has at position i the character (7 i + length) mod size.
"""

import json
import pathlib

import polars
import polars_hash
import xxhash

ALPHABETS = {
    "ascii": "abcdefghijklmnopqrstuvwxyz|0123456789/_-",
    "unicode": "aé日🎬|0ßz\x01\n\"'",
}
LENGTHS = [*range(301), 512, 1023, 1024, 1025, 1088, 1089, 2048, 4096, 65537, 1000003]


def vector(alphabet: str, length: int) -> list:
    characters = ALPHABETS[alphabet]
    text = "".join(characters[(7 * i + length) % len(characters)] for i in range(length)).encode()
    hashes = (xxhash.xxh32_intdigest, xxhash.xxh64_intdigest, xxhash.xxh3_64_intdigest)
    return [alphabet, length, *(str(digest(text)) for digest in hashes), str(wyhash(text.decode()))]


def wyhash(text: str) -> int:
    frame = polars.DataFrame({"text": [text]})
    return frame.select(polars_hash.col("text").nchash.wyhash()).item()


vectors = [vector(alphabet, length) for alphabet in ALPHABETS for length in LENGTHS]
lines = ",\n".join("    " + json.dumps(line) for line in vectors)
target = pathlib.Path(__file__).with_name("hash-vectors.json")
alphabets = json.dumps(ALPHABETS, indent=2).replace("\n", "\n  ")
target.write_text(f'{{\n  "alphabets": {alphabets},\n  "vectors": [\n{lines}\n  ]\n}}\n')
