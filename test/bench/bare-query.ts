import type {BenchFeature, BenchGraph} from './graphs.ts'

export type HashName = 'md5' | 'xxhash64'

/** What a hash function is called in SQL; its text is cut to 8 characters, as Metaxy does by default. */
export function hashOf(hash: HashName, text: string): string {
  return hash === 'md5' ? `left(md5(${text}), 8)` : `left(xxh64(${text})::VARCHAR, 8)`
}

/**
 * The leaf's increment said by hand for exactly these tables: scan, latest row per sample, join, hash,
 * compare. It gives what the engine keeps: id, field hashes, row hash, stored row and class.
 *
 * @param catalog where the tables are attached.
 * @param leafExists whether there is a stored side to compare with.
 */
export function bareIncrement(
  graph: BenchGraph,
  hash: HashName,
  catalog: string,
  leafExists: boolean,
): string {
  const expected = bareExpected(graph, hash, catalog)
  if (!leafExists)
    return `${expected} SELECT *, NULL::BIGINT AS stored_row, 1::UTINYINT AS class FROM expected`
  const hashes = graph.leaf.fields.map((_, index) => `e.field_${index}`)
  return `${expected}, stored AS (
      SELECT sample_uid, metaxy_provenance, rowid AS stored_row FROM ${latest(graph.leaf, catalog)}
    )
    SELECT * FROM (
      SELECT coalesce(e.sample_uid, s.sample_uid) AS sample_uid, ${hashes.join(', ')}, e.provenance,
        s.stored_row, (CASE WHEN s.stored_row IS NULL THEN 1 WHEN e.sample_uid IS NULL THEN 3
          WHEN s.metaxy_provenance IS NULL OR e.provenance <> s.metaxy_provenance THEN 2 ELSE 0 END)::UTINYINT AS class
      FROM expected AS e FULL JOIN stored AS s ON e.sample_uid = s.sample_uid
    ) WHERE class <> 0`
}

/** `WITH …, expected AS (…)`: the rows the leaf should have. */
export function bareExpected({roots, leaf}: BenchGraph, hash: HashName, catalog: string): string {
  const root = (one: BenchFeature, index: number) => `root_${index} AS (
      SELECT sample_uid, ${one.fields.map(field => `metaxy_data_version_by_field.${field} AS v${index}_${field}`).join(', ')}
      FROM ${latest(one, catalog)}
    )`
  const versions = roots.flatMap((one, index) =>
    one.fields.map(field => ({address: `${one.key}.${field}`, column: `v${index}_${field}`})),
  )
  const sorted = versions.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const complete = sorted.map(({column}) => `${column} IS NOT NULL`).join(' AND ')
  const fields = leaf.fields.map((field, index) => {
    const pieces = sorted.map(({address, column}) => `'|${address}|', ${column}`).join(', ')
    const text = `CASE WHEN ${complete} THEN concat('${field}|1', ${pieces}) END`
    return `${hashOf(hash, text)} AS field_${index}`
  })
  const names = leaf.fields.map((_, index) => `field_${index}`)
  return `WITH ${roots.map(root).join(', ')}, fields AS (
      SELECT sample_uid, ${fields.join(', ')}
      FROM ${roots.map((_, index) => (index === 0 ? 'root_0' : `JOIN root_${index} USING (sample_uid)`)).join(' ')}
    ), expected AS (
      SELECT *, ${hashOf(hash, `concat(${names.join(", '|', ")}, '')`)} AS provenance FROM fields
    )`
}

/** The fastest way found to the latest live row of each sample. */
function latest(feature: BenchFeature, catalog: string): string {
  const table = `${catalog}.${feature.table}`
  return `${table} WHERE metaxy_deleted_at IS NULL AND rowid IN (
        SELECT arg_max(rowid, coalesce(metaxy_deleted_at, metaxy_updated_at)) FROM ${table}
        WHERE metaxy_feature_version = '${feature.featureVersion}' GROUP BY sample_uid
      )`
}
