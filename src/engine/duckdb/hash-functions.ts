import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  DuckDBVector,
  INTEGER,
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
  type KernelBytes,
  openHashKernel,
  type StringVector,
} from './hash-kernel.ts'
import {readBytes, readStrings} from './raw-vector.ts'

/** A function of SQL: a hash, or the first digits of one as a text. */
interface HashFunction {
  readonly name: HashName
  readonly isDecimal: boolean
}

/** How the strings of a vector get from DuckDB into the kernel, and the hashes back. */
export type HashPath = (
  kernel: HashKernel,
  hashFunction: HashFunction,
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
 * for NULL, over the UTF-8 bytes. Of each also `…_decimal(VARCHAR, INTEGER) → VARCHAR`: the first digits of
 * the hash, up to LONGEST_INLINE, which `left(…::VARCHAR, n)` gives in twice the time; n is a constant. They
 * belong to the instance of the connection, so all its connections have them.
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
  for (const hashFunction of HASH_FUNCTIONS) {
    const scalarFunction = new DuckDBScalarFunction()
    scalarFunction.setName(sqlName(hashFunction))
    for (const type of parameters(hashFunction)) scalarFunction.addParameter(type)
    scalarFunction.setReturnType(returnType(hashFunction))
    duckdb.scalar_function_set_function(scalarFunction.scalar_function, (_info, input, output) => {
      path ??= agreesOnKnownTexts(fastPath, kernel) ? fastPath : hashOneByOne
      path(kernel, hashFunction, input, output)
    })
    connection.registerScalarFunction(scalarFunction)
  }
}

const HASH_FUNCTIONS: readonly HashFunction[] = HASH_NAMES.flatMap(name => [
  {name, isDecimal: false},
  {name, isDecimal: true},
])

function sqlName({name, isDecimal}: HashFunction): string {
  return isDecimal ? `${name}_decimal` : name
}

/** The text that differs from row to row is the first. */
function parameters({isDecimal}: HashFunction): readonly DuckDBType[] {
  return isDecimal ? [VARCHAR, INTEGER] : [VARCHAR]
}

function returnType({name, isDecimal}: HashFunction): DuckDBType {
  return isDecimal ? VARCHAR : RETURN_TYPES[name]
}

/** The fast path: raw string entries in, raw hashes or string entries out (ten times as fast as one by one). */
export function hashInRuns(
  kernel: HashKernel,
  hashFunction: HashFunction,
  input: DataChunk,
  output: Vector,
): void {
  const rowCount = duckdb.data_chunk_get_size(input)
  const strings = readStrings(duckdb.data_chunk_get_vector(input, 0), rowCount)
  const hashes = hashesOf(kernel, hashFunction, input, strings)
  duckdb.copy_data_to_vector(output, 0, hashes.buffer, hashes.byteOffset, hashes.byteLength)
  if (strings.validity === undefined) return
  const validity = new Uint8Array(strings.validity)
  duckdb.vector_ensure_validity_writable(output)
  duckdb.copy_data_to_vector_validity(output, 0, validity.buffer, 0, validity.byteLength)
}

function hashesOf(
  kernel: HashKernel,
  {name, isDecimal}: HashFunction,
  input: DataChunk,
  strings: StringVector,
): KernelBytes {
  if (!isDecimal || strings.rowCount === 0) return kernel.hashStrings(name, strings)
  return kernel.hashDecimals(name, strings, lengthIn(input))
}

/** The second argument, which is the same in every row. */
function lengthIn(input: DataChunk): number {
  const bytes = readBytes(duckdb.data_chunk_get_vector(input, 1), 4)
  return new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true)
}

/** The slow path: each string through the documented part of DuckDB's API. */
function hashOneByOne(
  kernel: HashKernel,
  {name, isDecimal}: HashFunction,
  input: DataChunk,
  output: Vector,
): void {
  const chunk = new DuckDBDataChunk(input)
  const hashes = DuckDBVector.create(output, chunk.rowCount)
  const length = isDecimal ? Number(chunk.getColumnVector(1).getItem(0)) : 0
  chunk.visitColumnValues(0, (text, row) => {
    const hash = typeof text === 'string' ? kernel.hashText(name, text) : null
    hashes.setItem(row, isDecimal && hash !== null ? String(hash).slice(0, length) : hash)
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

const KNOWN_LENGTH = 9

function agreesOnKnownTexts(path: HashPath, kernel: HashKernel): boolean {
  if (duckdb.vector_size() > KERNEL_ROWS) return false
  const chunk = DuckDBDataChunk.create([VARCHAR, INTEGER], KNOWN.length)
  chunk.setRows(KNOWN.map(([text]) => [text, KNOWN_LENGTH]))
  try {
    return HASH_FUNCTIONS.every(hashFunction => {
      const type = returnType(hashFunction)
      const output = duckdb.create_vector(type.toLogicalType().logical_type, KNOWN.length)
      path(kernel, hashFunction, chunk.chunk, output)
      const hashes = DuckDBVector.create(output, KNOWN.length, type).toArray()
      const at = HASH_NAMES.indexOf(hashFunction.name)
      return KNOWN.every(([, ...known], row) => {
        const right = known[at]?.toString().slice(0, hashFunction.isDecimal ? KNOWN_LENGTH : 20)
        return hashes[row]?.toString() === right
      })
    })
  } catch {
    // Whatever the bindings of another platform throw here: the slow path does without them.
    return false
  }
}
