import {DuckDBInstance} from '@duckdb/node-api'

const create = DuckDBInstance.create.bind(DuckDBInstance)

/**
 * The workers of a test run share the cores: with more threads each, what they mostly do is wake one
 * another. Programs that tests start have all of them, as a person's.
 */
DuckDBInstance.create = (path, options) => create(path, {threads: '1', ...options})
