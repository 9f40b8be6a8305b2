import {parseColumnType} from '../duckdb/parse-column-type.ts'
import {MetaxyError} from '../errors.ts'
import {answeringTable} from '../metadata-store/answering-table.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import type {Column} from '../models/system-columns.ts'
import type {TableSource} from '../versioning/table-source.ts'

/** Where a table is looked for: in the metadata store alone, or in its fallback stores, too (stores.md §7). */
export type Reach = 'own' | 'with-fallback'

/**
 * The table of a feature, null when there is none.
 * @throws MetaxyError SCHEMA_ERROR when it is not one that Metaxy can have written for this feature;
 *   what opening a fallback store throws that has to be asked.
 */
export async function readableTable(
  open: OpenMetadataStore,
  spec: FeatureSpec,
  reach: Reach,
): Promise<TableSource | null> {
  const table = await (reach === 'own' ? open.table(spec.key) : answeringTable(open, spec.key))
  if (table === null) return null
  const needed = [...spec.idColumns, ...TEXTS]
  const missing = needed.filter(name => !table.columns.some(column => column.name === name))
  if (missing.length > 0) {
    const plural = missing.length > 1 ? 's' : ''
    throw schemaError(table, `lacks the column${plural} ${missing.join(', ')}`, {missing})
  }
  for (const column of table.columns) {
    const wrong = wrongIn(column)
    if (wrong !== null) throw schemaError(table, wrong, {column: column.name})
  }
  return table
}

/** Without them no row can be told from another, or belongs to a version. */
const TEXTS = ['metaxy_feature_version', 'metaxy_provenance']
const TIMES = ['metaxy_created_at', 'metaxy_updated_at', 'metaxy_deleted_at']
/** What columns of our own begin with while a question is computed. */
const RESERVED = '__mxx_'

function wrongIn({name, type}: Column): string | null {
  const {kind} = parseColumnType(type)
  if (TEXTS.includes(name) && type !== 'VARCHAR') {
    return `keeps ${name} as ${type}, where Metaxy writes VARCHAR`
  }
  if (TIMES.includes(name) && kind !== 'timestamp' && kind !== 'date') {
    return `keeps ${name} as ${type}, where Metaxy writes TIMESTAMP WITH TIME ZONE`
  }
  if (name.toLowerCase().startsWith(RESERVED)) {
    return `has a column ${name}, and names that begin with ${RESERVED} are used by this program`
  }
  return null
}

function schemaError(
  {feature}: TableSource,
  what: string,
  details: Readonly<Record<string, unknown>>,
): MetaxyError {
  return new MetaxyError({
    code: 'SCHEMA_ERROR',
    message: `The table of ${feature} ${what}.`,
    hint: 'It was not written by this feature as defined; write it again with Metaxy.',
    details: {feature, ...details},
  })
}
