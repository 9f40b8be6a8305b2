import {describe, expect, test} from 'vitest'
import {type Import, readSourceTree, type SourceFile} from './helpers/source-tree.ts'

const LAYERS = ['engine', 'store', 'components', 'app'] as const
type Layer = (typeof LAYERS)[number]

const DOOR = 'engine/index.ts'

const MAY_IMPORT: Record<Layer, {readonly layers: readonly Layer[]; readonly packages: RegExp}> = {
  engine: {
    layers: ['engine'],
    packages: /^(@duckdb\/.+|apache-arrow|smol-toml|node:(?!process$).+)$/,
  },
  store: {layers: ['store', 'engine'], packages: /^zustand\/vanilla$/},
  components: {
    layers: ['components', 'engine'],
    packages: /^(react|react\/.+|ink|chalk|string-width)$/,
  },
  app: {
    layers: ['app', 'components', 'store', 'engine'],
    packages: /^(react|react\/.+|ink|zustand|zustand\/.+|commander|chalk|node:.+)$/,
  },
}

/** Inside the engine each part knows those before it; leaves know only what is named. */
const CHAIN = [
  'models',
  'graph',
  'versioning',
  'metadata-store',
  'questions',
  'change',
  'library',
  'project',
  'index',
]
const LEAVES: Record<string, readonly string[]> = {
  errors: [],
  config: ['errors', 'models'],
  define: ['errors', 'models'],
  duckdb: ['errors', 'models'],
  delta: ['errors', 'models', 'duckdb'],
  filter: ['errors', 'models', 'duckdb'],
  transfer: ['errors', 'models', 'duckdb'],
}

const tree = readSourceTree()

describe('who may import whom', () => {
  test('every file imports only from layers and packages that its own may know', () => {
    expect(
      tree.flatMap(file => file.imports.filter(to => !mayImport(file, to)).map(say(file))),
    ).toEqual([])
  })

  test('inside the engine every room knows only the rooms before it', () => {
    const engine = tree.filter(file => file.path.startsWith('engine/'))
    const wrong = engine.flatMap(file =>
      file.imports
        .filter(to => to.kind === 'file' && !mayKnow(engineRoom(file.path), engineRoom(to.target)))
        .map(say(file)),
    )
    expect(wrong).toEqual([])
  })

  test('no file imports itself by a detour', () => {
    expect(findCycle(tree)).toBeUndefined()
  })
})

describe('words', () => {
  test('the engine knows no environment, console, clock or chance', () => {
    const world = ['process', 'console', 'Math.random', 'Date.now', 'new Date()']
    const uses = tree
      .filter(file => file.path.startsWith('engine/'))
      .flatMap(file =>
        world
          .filter(word => file.names.has(word) || file.expressions.has(word))
          .map(word => `${file.path}: ${word}`),
      )
    expect(uses).toEqual([])
  })

  test('nothing is called just "store": it is a metadata store, or state', () => {
    expect(tree.filter(file => file.names.has('store')).map(file => file.path)).toEqual([])
  })
})

function say(file: SourceFile): (to: Import) => string {
  return to => `${file.path} → ${to.target}`
}

function mayImport(file: SourceFile, to: Import): boolean {
  const layer = layerOf(file.path)
  const allowed = MAY_IMPORT[layer]
  if (to.kind === 'package') return allowed.packages.test(to.target)
  const target = layerOf(to.target)
  if (!allowed.layers.includes(target)) return false
  if (target !== 'engine' || layer === 'engine') return true
  return to.target === DOOR && (layer !== 'components' || to.typeOnly)
}

function layerOf(path: string): Layer {
  const layer = LAYERS.find(name => path.startsWith(`${name}/`))
  if (layer === undefined) throw new Error(`${path} lies in none of ${LAYERS.join(', ')}`)
  return layer
}

/** The folder inside the engine; files beside the folders are `errors`, `index` or parts of the project. */
function engineRoom(path: string): string {
  const [, room = '', file] = path.split('/')
  if (file !== undefined) return room
  return ['errors.ts', 'index.ts'].includes(room) ? room.replace('.ts', '') : 'project'
}

function mayKnow(from: string, to: string): boolean {
  if (from === to) return true
  const leaf = LEAVES[from]
  if (leaf !== undefined) return leaf.includes(to)
  if (from === 'models') return to === 'errors'
  return to in LEAVES || CHAIN.indexOf(to) < CHAIN.indexOf(from)
}

/** The files of one import cycle in order, the first again at the end. */
function findCycle(files: readonly SourceFile[]): readonly string[] | undefined {
  const byPath = new Map(files.map(file => [file.path, file]))
  const finished = new Set<string>()

  function visit(path: string, trail: readonly string[]): readonly string[] | undefined {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (finished.has(path)) return undefined
    for (const to of byPath.get(path)?.imports ?? []) {
      const cycle = to.kind === 'file' ? visit(to.target, [...trail, path]) : undefined
      if (cycle !== undefined) return cycle
    }
    finished.add(path)
    return undefined
  }

  for (const {path} of files) {
    const cycle = visit(path, [])
    if (cycle !== undefined) return cycle
  }
  return undefined
}
