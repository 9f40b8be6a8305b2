import {fileURLToPath} from 'node:url'
import {defineConfig} from 'vitest/config'
import {LongestFirst} from './test/helpers/longest-first.ts'

export default defineConfig({
  // The examples name the package as its users do.
  resolve: {
    alias: {'metaxy-explorer': fileURLToPath(new URL('src/engine/index.ts', import.meta.url))},
  },
  oxc: {jsx: {runtime: 'automatic', development: false}},
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Processes rather than threads: native addons, `process.chdir` and a crash stay in one of them.
    pool: 'forks',
    // No module of ours or of the tests keeps anything, so that files share what was loaded once.
    isolate: false,
    maxWorkers: 2,
    sequence: {sequencer: LongestFirst},
    // Generous on purpose: a test waits for a text or an event, these only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // React as in the built program. Ink draws only a last frame under CI, and colours depend on the
    // terminal of whoever runs the tests.
    env: {NODE_ENV: 'production', CI: 'false', NO_COLOR: '', FORCE_COLOR: '3', TZ: 'UTC'},
  },
})
