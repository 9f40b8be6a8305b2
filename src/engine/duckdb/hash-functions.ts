import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  DuckDBVector,
  UBIGINT,
  UINTEGER,
  VARCHAR,
} from '@duckdb/node-api'
import duckdb, {type DataChunk, type Vector} from '@duckdb/node-bindings'
import {
  HASH_NAMES,
  type HashKernel,
  type HashName,
  KERNEL_ROWS,
  openHashKernel,
} from './hash-kernel.ts'
import {readStrings} from './raw-vector.ts'

/** How the strings of a vector get from DuckDB into the kernel, and the hashes back. */
export type HashPath = (
  kernel: HashKernel,
  name: HashName,
  input: DataChunk,
  output: Vector,
) => void

const RETURN_TYPES: Readonly<Record<HashName, DuckDBType>> = {
  xxh32: UINTEGER,
  xxh64: UBIGINT,
  xxh3_64: UBIGINT,
  wyhash: UBIGINT,
}

/**
 * Registers `xxh32(VARCHAR) → UINTEGER`, `xxh64(VARCHAR) → UBIGINT` and `xxh3_64(VARCHAR) → UBIGINT`,
 * with the names and types of the `hashfuncs` extension, and `wyhash(VARCHAR) → UBIGINT`: seed 0, NULL
 * for NULL, over the UTF-8 bytes. They belong to the instance of the connection, so all its connections
 * have them.
 *
 * The fast path reaches below DuckDB's documented API. The first call checks it on known texts; where
 * it does not hold, each string is read by itself.
 *
 * The functions run on JavaScript's thread: use `run` and `stream`, never `prepare().start()`, and
 * interrupt a statement before the process exits (engine.md §1).
 */
export function registerHashFunctions(
  connection: DuckDBConnection,
  fastPath: HashPath = hashInRuns,
): void {
  const kernel = openHashKernel()
  let path: HashPath | undefined
  for (const name of HASH_NAMES) {
    const scalarFunction = new DuckDBScalarFunction()
    scalarFunction.setName(name)
    scalarFunction.addParameter(VARCHAR)
    scalarFunction.setReturnType(RETURN_TYPES[name])
    duckdb.scalar_function_set_function(scalarFunction.scalar_function, (_info, input, output) => {
      path ??= agreesOnKnownTexts(fastPath, kernel) ? fastPath : hashOneByOne
      path(kernel, name, input, output)
    })
    connection.registerScalarFunction(scalarFunction)
  }
}

/** The fast path: raw string entries in, raw hashes out (ten times as fast as one by one). */
export function hashInRuns(
  kernel: HashKernel,
  name: HashName,
  input: DataChunk,
  output: Vector,
): void {
  const rowCount = duckdb.data_chunk_get_size(input)
  const strings = readStrings(duckdb.data_chunk_get_vector(input, 0), rowCount)
  const hashes = kernel.hashStrings(name, strings)
  duckdb.copy_data_to_vector(output, 0, hashes.buffer, hashes.byteOffset, hashes.byteLength)
  if (strings.validity === undefined) return
  const validity = new Uint8Array(strings.validity)
  duckdb.vector_ensure_validity_writable(output)
  duckdb.copy_data_to_vector_validity(output, 0, validity.buffer, 0, validity.byteLength)
}

/** The slow path: each string through the documented part of DuckDB's API. */
function hashOneByOne(kernel: HashKernel, name: HashName, input: DataChunk, output: Vector): void {
  const chunk = new DuckDBDataChunk(input)
  const hashes = DuckDBVector.create(output, chunk.rowCount)
  chunk.visitColumnValues(0, (text, row) => {
    hashes.setItem(row, typeof text === 'string' ? kernel.hashText(name, text) : null)
  })
  hashes.flush()
}

/** What the reference implementation makes of an inlined text, of longer ones and of NULL. */
const KNOWN: readonly (readonly [text: string | null, ...hashes: (bigint | null)[]])[] = [
  ['', 46947589n, 17241709254077376921n, 3244421341483603138n, 17969918002310452037n],
  ['é', 866461991n, 1717938401253289848n, 17839895020865391795n, 13410599134072645116n],
  ['a'.repeat(17), 3741912116n, 17585476486177455368n, 4112485096731572522n, 15551958094114481864n],
  [null, null, null, null, null],
  ['a'.repeat(25), 4205113888n, 1272704353491206344n, 7381004019719248195n, 5069337319576017064n],
  [
    'default|1|fallback_test/root.default|hash1',
    621878453n,
    10287390557157909633n,
    13556227933521946087n,
    3799581331196352052n,
  ],
  ['a'.repeat(241), 972502843n, 3245699850734585388n, 17784696633448601904n, 17727481678939857728n],
]

function agreesOnKnownTexts(path: HashPath, kernel: HashKernel): boolean {
  if (duckdb.vector_size() > KERNEL_ROWS) return false
  const chunk = DuckDBDataChunk.create([VARCHAR], KNOWN.length)
  chunk.setColumnValues(
    0,
    KNOWN.map(([text]) => text),
  )
  try {
    return HASH_NAMES.every((name, index) => {
      const type = RETURN_TYPES[name]
      const output = duckdb.create_vector(type.toLogicalType().logical_type, KNOWN.length)
      path(kernel, name, chunk.chunk, output)
      const hashes = DuckDBVector.create(output, KNOWN.length, type).toArray()
      return KNOWN.every(([, ...known], row) => {
        const hash = hashes[row] ?? null
        return (hash === null ? null : BigInt(String(hash))) === known[index]
      })
    })
  } catch {
    // Whatever the bindings of another platform throw here: the slow path does without them.
    return false
  }
}
