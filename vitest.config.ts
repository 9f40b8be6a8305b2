import {fileURLToPath} from 'node:url'
import {defineConfig} from 'vitest/config'

export default defineConfig({
  // The examples name the package as its users do.
  resolve: {
    alias: {'metaxy-explorer': fileURLToPath(new URL('src/engine/index.ts', import.meta.url))},
  },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Processes rather than threads: native addons, `process.chdir` and a crash stay in one test file.
    pool: 'forks',
    maxWorkers: 2,
    // Generous on purpose: a test waits for a text or an event, these only end what hangs.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Ink draws only a last frame under CI, and colours depend on the terminal of whoever runs the tests.
    env: {CI: 'false', NO_COLOR: '', FORCE_COLOR: '3', TZ: 'UTC'},
  },
})
