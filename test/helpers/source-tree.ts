import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type ESTree, parseSync, Visitor} from 'rolldown/utils'

/** What the layer rules ask of one file below `src`. */
export interface SourceFile {
  /** Relative to `src`, with slashes: `engine/models/feature-key.ts`. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Every name that is bound or used; not member names, object keys or the words of comments. */
  readonly names: ReadonlySet<string>
  /** Calls without arguments and members of globals, as written: `Date.now`, `new Date()`. */
  readonly expressions: ReadonlySet<string>
}

export interface Import {
  /** As written, or for a file below `src` its path. */
  readonly target: string
  readonly kind: 'file' | 'package'
  readonly typeOnly: boolean
  /** `import(…)`: loaded when it is asked for. */
  readonly lazy: boolean
}

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

/** Every TypeScript file of the program, AssemblyScript left out. */
export function readSourceTree(): readonly SourceFile[] {
  return readdirSync(SRC, {recursive: true, encoding: 'utf8'})
    .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.as.ts'))
    .sort()
    .map(path => readSourceFile(path.replaceAll('\\', '/')))
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), 'utf8')
  const {program, errors} = parseSync(path, text)
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`)

  const imports: Import[] = []
  const names: ESTree.Span[] = []
  const keys = new Set<number>()
  const expressions = new Set<string>()
  const textOf = (node: ESTree.Span) => text.slice(node.start, node.end)
  const imported = (source: ESTree.Node | null, typeOnly: boolean, lazy = false) => {
    if (source?.type !== 'Literal') return
    imports.push({...targetOf(path, String(source.value)), typeOnly, lazy})
  }
  const key = (node: {key: ESTree.Span; computed: boolean}) => {
    if (!node.computed) keys.add(node.key.start)
  }

  new Visitor({
    ImportDeclaration: node => imported(node.source, isTypeOnly(node)),
    ExportNamedDeclaration: node => imported(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: node => imported(node.source, node.exportKind === 'type'),
    ImportExpression: node => imported(node.source, false, true),
    TSImportType: node => imported(node.source, true),
    Identifier: node => names.push(node),
    Property: node => node.shorthand || key(node),
    PropertyDefinition: key,
    MethodDefinition: key,
    TSPropertySignature: key,
    TSMethodSignature: key,
    MemberExpression: node => {
      if (!node.computed) keys.add(node.property.start)
      expressions.add(textOf(node))
    },
    NewExpression: node => node.arguments.length === 0 && expressions.add(textOf(node)),
  }).visit(program)

  return {
    path,
    imports,
    names: new Set(names.filter(({start}) => !keys.has(start)).map(textOf)),
    expressions,
  }
}

function targetOf(path: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  return specifier.startsWith('.')
    ? {
        kind: 'file',
        target: relative(SRC, join(SRC, dirname(path), specifier)).replaceAll('\\', '/'),
      }
    : {kind: 'package', target: specifier}
}

/** `import type {…}`, or every name in the braces marked `type`. */
function isTypeOnly(node: ESTree.ImportDeclaration): boolean {
  if (node.importKind === 'type') return true
  return (
    node.specifiers.length > 0 &&
    node.specifiers.every(entry => entry.type === 'ImportSpecifier' && entry.importKind === 'type')
  )
}
