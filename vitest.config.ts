import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {defineConfig, type Plugin} from 'vitest/config'
import {LongestFirst} from './test/helpers/longest-first.ts'

const {changedPackages} = await import(
  new URL('scripts/changed-packages.mjs', import.meta.url).href
)
const STRING_WIDTH = fileURLToPath(new URL('node_modules/string-width/index.js', import.meta.url))
const TESTS = fileURLToPath(new URL('test/', import.meta.url))
/** Ink and what measures texts for it. */
const INK = /node_modules\/(ink|string-width|widest-line|wrap-ansi|slice-ansi|cli-truncate)\//

export default defineConfig({
  // The examples name the package as its users do.
  resolve: {
    alias: {'metaxy-explorer': fileURLToPath(new URL('src/engine/index.ts', import.meta.url))},
  },
  plugins: [...changedPackages, oneStringWidth(), withoutMaps()],
  oxc: {jsx: {runtime: 'automatic', development: false}},
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Processes rather than threads: native addons, `process.chdir` and a crash stay in one of them.
    pool: 'forks',
    // No module of ours or of the tests keeps anything, so that files share what was loaded once.
    isolate: false,
    maxWorkers: 2,
    execArgv: ['--import', new URL('test/helpers/one-thread.ts', import.meta.url).href],
    sequence: {sequencer: LongestFirst},
    // Ink as it is bundled into the program, not as it is published: that is slower, and nobody meets it.
    server: {deps: {inline: [INK]}},
    // Generous on purpose: a test waits for a text or an event, these only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // React as in the built program. Ink draws only a last frame under CI, and colours depend on the
    // terminal of whoever runs the tests.
    env: {NODE_ENV: 'production', CI: 'false', NO_COLOR: '', FORCE_COLOR: '3', TZ: 'UTC'},
  },
})

/** One for Ink, its parts and us, as in the build. What tests themselves measure with is left as published. */
function oneStringWidth(): Plugin {
  return {
    name: 'one-string-width',
    enforce: 'pre',
    resolveId: (source, importer = '') => {
      if (source !== 'string-width') return null
      return importer.startsWith(TESTS) ? `${STRING_WIDTH}?published` : STRING_WIDTH
    },
  }
}

/** Source maps of Ink name files that are not published, which would be said of every one. */
function withoutMaps(): Plugin {
  return {
    name: 'without-maps',
    load: {
      filter: {id: INK},
      handler: async id => {
        const code = await readFile(id.replace(/\?.*/, ''), 'utf8')
        return {code: code.replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: null}
      },
    },
  }
}
