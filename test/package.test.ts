import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {copyOfProject} from './helpers/fixture-project.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

interface LockedPackage extends Manifest {
  readonly resolved?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
}

const manifest = readJson('package.json')
const lock: Readonly<Record<string, LockedPackage>> = readJson('package-lock.json').packages

describe('package.json', () => {
  test('depends on what was chosen and on nothing else', () => {
    expect(Object.keys(manifest.dependencies)).toEqual([
      '@duckdb/node-api',
      '@duckdb/node-bindings',
      'apache-arrow',
      'chalk',
      'commander',
      'ink',
      'react',
      'smol-toml',
      'string-width',
      'zustand',
    ])
  })

  test('pins every version exactly', () => {
    const loose = [manifest, readJson('tools/node/package.json')].flatMap((one: Manifest) =>
      Object.entries({...one.dependencies, ...one.devDependencies, ...one.optionalDependencies})
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name]) => name),
    )
    expect(loose).toEqual([])
  })

  test('runs nothing on the machine of whoever installs it', () => {
    for (const script of ['preinstall', 'install', 'postinstall']) {
      expect(manifest.scripts).not.toHaveProperty(script)
    }
    expect(lockedPackages(entry => entry.hasInstallScript === true)).toEqual([])
  })

  test('opens one door for programs and one for people', () => {
    expect(manifest.exports).toEqual({
      '.': {types: './dist/engine/index.d.ts', default: './dist/engine/index.js'},
      './package.json': './package.json',
    })
    expect(manifest.bin).toEqual({'metaxy-explorer': 'bin/mxx.mjs', mxx: 'bin/mxx.mjs'})
    expect(manifest.engines).toEqual({node: '>=20.19'})
  })

  test('publishes the program, the library and the demo project, no sources and no tests', () => {
    const {stdout} = run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts')
    const [{files}]: [{files: {path: string}[]}] = JSON.parse(stdout)
    const tops = new Set(
      files.map(({path}) => path.replace(/^(assets\/demo\/project)?([^/]*).*/, '$1$2')),
    )
    expect([...tops].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'assets/demo/project',
      'bin',
      'dist',
      'package.json',
    ])
  })
})

describe('package-lock.json', () => {
  test('names no registry host', () => {
    expect(lockedPackages(({resolved, link}) => resolved !== undefined && !link)).toEqual([])
  })

  // npm leaves out an optional package that its registry lacks, and `npm ci` then fails everywhere.
  test('holds every optional package that its packages name', () => {
    const missing = Object.entries(lock).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {})
        .filter(name => !isLocked(path, name))
        .map(name => `${path} → ${name}`),
    )
    expect(missing).toEqual([])
  })
})

describe('the built package', () => {
  test('is a library with types, under its own name', async () => {
    const library: Record<string, unknown> = await import(manifest.name)
    expect(library).toHaveProperty('openProject')
    expect(readText(manifest.exports['.'].types)).toContain('Project')
  })

  test('runs the example of the README', async () => {
    const project = await copyOfProject(join(ROOT, 'assets/demo/project'))
    const [example] = readText('README.md').match(/(?<=```ts\n).*?(?=```)/s) ?? ['']
    const script = example.replace('path/to/project', project)
    const {status, stdout, stderr} = run('node', '--input-type=module', '--eval', script)
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout).toMatch(/^10 15 4\n1 \[\n/)
  })

  test('tells an old Node in one sentence what it needs', () => {
    const pretend = join(mkdtempSync(join(tmpdir(), 'mxx-node-')), 'old.cjs')
    writeFileSync(pretend, `Object.defineProperty(process.versions, 'node', {value: '20.18.3'})`)
    const {status, stdout, stderr} = run('node', '--require', pretend, manifest.bin.mxx)
    expect({status, stdout, stderr}).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Error: metaxy-explorer needs Node 20.19 or newer; this is Node 20.18.3.\n',
    })
  })
})

function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function readJson(path: string) {
  return JSON.parse(readText(path))
}

function run(command: string, ...args: string[]) {
  return spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: {...process.env, FORCE_COLOR: undefined},
  })
}

function lockedPackages(matches: (entry: LockedPackage) => boolean): readonly string[] {
  return Object.entries(lock)
    .filter(([, entry]) => matches(entry))
    .map(([path]) => path)
}

/** As Node looks a package up: below the one that needs it, then outwards. */
function isLocked(path: string, name: string): boolean {
  const here = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`
  if (here in lock) return true
  return path !== '' && isLocked(path.replace(/(^|\/)(node_modules\/)?(@[^/]+\/)?[^/]+$/, ''), name)
}
