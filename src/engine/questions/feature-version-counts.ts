import {ident, sql} from '../duckdb/sql.ts'
import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import type {FeatureSpec} from '../models/feature-spec.ts'
import {deletionTime, selectRows} from '../versioning/select-rows.ts'
import {readableTable} from './readable-table.ts'

/** What a table holds of one feature version. */
export interface VersionCounts {
  readonly rows: number
  readonly liveRows: number
  readonly deletedRows: number
  /** Of the live rows those whose sample has no newer row under another version. */
  readonly newestRows: number
}

/**
 * Rows by feature version, as stored in this very metadata store, those without one left out; empty when
 * it has no table.
 */
export async function countByVersion(
  open: OpenMetadataStore,
  spec: FeatureSpec,
): Promise<ReadonlyMap<string, VersionCounts>> {
  const source = await readableTable(open, spec, 'own')
  if (source === null) return new Map()
  const version = ident('metaxy_feature_version')
  const deletedAt = deletionTime(source.columns)
  const latest = selectRows(source, {
    idColumns: [...spec.idColumns, 'metaxy_feature_version'],
    featureVersion: null,
    softDeleted: 'show',
  })
  const newest = selectRows(source, {
    idColumns: spec.idColumns,
    featureVersion: null,
    softDeleted: 'hide',
  })
  const rows = await open.session.values(
    sql`SELECT s.version, s.n, coalesce(l.live, 0), coalesce(l.deleted, 0), coalesce(t.newest, 0)
      FROM (SELECT ${version} AS version, count(*) AS n FROM ${source.from}
        WHERE ${version} IS NOT NULL GROUP BY 1) AS s
      LEFT JOIN (SELECT ${version} AS version, count(*) FILTER (${deletedAt} IS NULL) AS live,
        count(*) FILTER (${deletedAt} IS NOT NULL) AS deleted FROM (${latest}) GROUP BY 1) AS l
      ON l.version IS NOT DISTINCT FROM s.version
      LEFT JOIN (SELECT ${version} AS version, count(*) AS newest FROM (${newest}) GROUP BY 1) AS t
      ON t.version IS NOT DISTINCT FROM s.version`,
  )
  return new Map(
    rows.map(([name, stored, live, deleted, newestOnes]) => [
      String(name),
      {
        rows: Number(stored),
        liveRows: Number(live),
        deletedRows: Number(deleted),
        newestRows: Number(newestOnes),
      },
    ]),
  )
}
