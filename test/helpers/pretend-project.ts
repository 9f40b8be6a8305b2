import {
  type ChangePreview,
  type Config,
  type FeatureDefinition,
  type FeatureKey,
  type IncrementSample,
  MetaxyError,
  type Preview,
  type Project,
  type ProjectGraph,
  type ReadRequest,
  type Row,
  type RowIndex,
} from '../../src/engine/index.ts'

/**
 * A whole project in memory, for tests of the state layer: features in a line, each computed from the
 * one before, with rows `s0000`, `s0001`, …. `overrides` replace single answers.
 */
export function pretendProject(
  features: Readonly<Record<FeatureKey, number>>,
  overrides: Partial<Project> = {},
): Project {
  const keys = Object.keys(features)
  const rowsOf = (feature: FeatureKey) => pretendRows(features[feature] ?? 0)
  return {
    directory: '/pretend',
    config: {} as Config,
    chosen: {name: 'dev', display: 'DuckDBMetadataStore(dev.duckdb)', file: '/dev.duckdb'},
    metadataStore: () => {
      throw new Error('Nothing is asked of a metadata store here.')
    },
    allowCrossProjectWrites: work => work(),
    warnings: [],
    graph: async () => pretendGraph(keys),
    metadataStores: async () => [],
    storeChain: [],
    storeContents: async metadataStore => ({metadataStore, error: null, tables: new Map()}),
    history: async () => [],
    graphDiff: async () => ({
      from: '',
      to: '',
      added: [],
      removed: [],
      changed: [],
      unchanged: [],
      warnings: [],
    }),
    lock: async () => {
      throw new Error('nothing is locked in memory')
    },
    push: async () => {
      throw new Error('nothing is pushed in memory')
    },
    whatIf: async () => ({projectVersion: null, features: []}),
    versions: async () => [],
    read: async request => {
      const rows = selectRows(rowsOf(request.feature), request)
      return {
        feature: request.feature,
        metadataStore: 'dev',
        resolvedFrom: 'dev',
        columns: COLUMNS,
        totalRows: rows.length,
        rows: rows.slice(0, request.limit),
        warnings: [],
      }
    },
    openRows: async request => pretendIndex(request, rowsOf(request.feature)),
    exportRows: async request => ({rows: rowsOf(request.feature).length}),
    status: async ({feature}) => ({
      feature,
      status: feature === keys[0] ? 'root_feature' : 'needs_update',
      metadataExists: true,
      storeRows: features[feature] ?? 0,
      counts: feature === keys[0] ? null : COUNTS,
      targetVersion: '11112222',
      isRootFeature: feature === keys[0],
      resolvedFrom: 'dev',
      progressPercentage: null,
      errorMessage: null,
      warnings: [],
    }),
    countIncrement: async () => COUNTS,
    resolveUpdate: async ({feature}) => ({
      feature,
      featureVersion: '11112222',
      keyColumns: ['sample_uid'],
      counts: COUNTS,
      warnings: [],
      resolvedInMs: 1,
      columns: () => COLUMNS,
      rows: async () => [],
      table: async () => {
        throw new Error('nothing in memory is an Arrow table')
      },
      exportRows: async part => ({rows: COUNTS[part]}),
      samples: async (part, offset, count) =>
        pretendSamples(COUNTS[part]).slice(offset, offset + count),
      staleByFields: async () => [{fields: ['audio'], rows: COUNTS.stale}],
      close: async () => {},
    }),
    lazyUpdate: () => {
      throw new Error('nothing in memory is resolved lazily')
    },
    why: async ({feature, sample}) => ({
      feature,
      sample,
      state: 'up_to_date',
      fields: [],
      verified: true,
    }),
    preview: async changes => ({
      changes: changes.map(pretendPreview),
      previewedAtMicros: 0n,
      durationMs: 1,
    }),
    withDownstream: async changes => changes,
    change: async () => {
      throw new Error('a screen looks before it commits')
    },
    commit: async preview => ({
      kind: 'committed',
      files: [
        {
          kind: 'committed',
          file: '/dev.duckdb',
          atMicros: 1n,
          changes: preview.changes.map(({change, rows}, at) => ({
            change,
            operation: `op${at}`,
            rowsWritten: rows,
          })),
        },
      ],
    }),
    write: async ({feature}) => ({
      feature,
      rows: 0,
      featureVersion: 'v1',
      operation: null,
      warnings: [],
    }),
    operations: async () => [],
    close: async () => {},
    ...overrides,
  }
}

export const COLUMNS = [
  {name: 'sample_uid', type: 'VARCHAR'},
  {name: 'n_words', type: 'BIGINT'},
  {name: 'metaxy_data_version_by_field', type: 'STRUCT(audio VARCHAR)'},
  {name: 'metaxy_data_version', type: 'VARCHAR'},
  {name: 'metaxy_updated_at', type: 'TIMESTAMP WITH TIME ZONE'},
  {name: 'metaxy_deleted_at', type: 'TIMESTAMP WITH TIME ZONE'},
] as const

const COUNTS = {new: 3, stale: 5, orphaned: 2, waitingOrphans: 1, inputRows: 10}

export function pretendRows(count: number): readonly Row[] {
  return Array.from({length: count}, (_, at): Row => {
    const deletedAt = at % 10 === 9 ? '2026-11-02T09:14:55.000000Z' : null
    const version = `version${at}`
    const updatedAt = '2026-11-01T09:14:55.000000Z'
    return [pretendId(at), at, {audio: version}, version, updatedAt, deletedAt]
  })
}

/** Rows of an index in memory; `moved` makes the next page say that the table changed. */
export function pretendIndex(
  request: ReadRequest,
  all: readonly Row[],
  moved: () => boolean = () => false,
): RowIndex {
  const rows = selectRows(all, request)
  return {
    request,
    columns: COLUMNS,
    idColumns: ['sample_uid'],
    resolvedFrom: 'dev',
    totalRows: rows.length,
    softDeletedRows: rows.filter(row => row[5] !== null).length,
    builtInMs: 1,
    page: async (offset, count) =>
      moved() ? {kind: 'moved'} : {kind: 'page', offset, rows: rows.slice(offset, offset + count)},
    positionOf: async ([id]) => {
      const position = rows.findIndex(row => row[0] === id)
      return position === -1 ? undefined : position
    },
  }
}

/** Knows one filter, `n_words > N`; anything else is refused. */
function selectRows(rows: readonly Row[], request: ReadRequest): readonly Row[] {
  const limits = (request.filters ?? []).map(filter => {
    const [, limit] = /^n_words > (\d+)$/.exec(filter) ?? []
    if (limit !== undefined) return Number(limit)
    throw new MetaxyError({
      code: 'INVALID_FILTER',
      message: `Unknown column in "${filter}".`,
      details: {position: 0},
    })
  })
  const shown = rows.filter(row => {
    const isDeleted = row[5] !== null
    const isWanted = {hide: !isDeleted, show: true, only: isDeleted}[request.softDeleted ?? 'hide']
    const isSample = request.sample === undefined || request.sample[0] === row[0]
    return isWanted && isSample && limits.every(limit => Number(row[1]) > limit)
  })
  const descending = request.sortBy?.some(key => key.descending && key.column === 'n_words')
  return descending ? shown.toReversed() : shown
}

function pretendId(at: number): string {
  return `s${String(at).padStart(4, '0')}`
}

function pretendSamples(count: number): readonly IncrementSample[] {
  return Array.from({length: count}, (_, at) => ({
    key: [pretendId(at)],
    storedId: [pretendId(at)],
    fields: [{field: 'audio', stored: 'aaaa', expected: 'bbbb', differs: true}],
    waiting: at === 1,
  }))
}

function pretendPreview(change: Preview['changes'][number]['change']): ChangePreview {
  const rows = 'where' in change && change.where.kind === 'samples' ? change.where.ids.length : 7
  const effect = {
    new: {before: 3, after: 3 + rows},
    stale: {before: 5, after: 5},
    orphaned: {before: 2, after: 2},
  }
  return {
    change,
    metadataStore: 'dev',
    resolvedFrom: 'dev',
    rows,
    physical: {before: 100, after: 100 + rows},
    visible: {before: 90, after: 90 - rows},
    nextIncrement: {kind: 'computed', feature: change.feature, ...effect},
    downstream: [],
    stampedVersions: [{featureVersion: '11112222', projectVersion: '33334444', rows}],
    stillShownByVersion: [],
    skipped: 0,
    details: {kind: 'none'},
    warnings: [],
    selected: {columns: [], rows: []},
    statements: ['INSERT INTO t SELECT 1'],
    base: {
      table: change.feature,
      rowCount: 100,
      maxUpdatedAtMicros: 0n,
      maxDeletedAtMicros: null,
      selectedRowsHash: '1',
      logVersion: null,
    },
  }
}

function pretendGraph(keys: readonly FeatureKey[]): ProjectGraph {
  const definitions = new Map(keys.map((key, at) => [key, pretendDefinition(key, keys[at - 1])]))
  const versions = keys.map(
    key =>
      [
        key,
        {
          featureVersion: '11112222',
          fieldVersions: new Map([['audio', 'aaaabbbb']]),
          definitionVersion: '55556666',
        },
      ] as const,
  )
  return {
    graph: {definitions},
    order: keys,
    versions: new Map(versions),
    projectVersions: new Map([['pretend', '33334444']]),
    writingProjectVersion: '33334444',
    sources: [
      {
        kind: 'push',
        project: 'pretend',
        projectVersion: '33334444',
        recordedAtMicros: 1_793_000_000_000_000n,
        metadataStore: 'dev',
      },
    ],
    broken: [],
    unregisteredTables: [],
    warnings: [],
  }
}

function pretendDefinition(key: FeatureKey, upstream: FeatureKey | undefined): FeatureDefinition {
  return {
    spec: {
      key,
      idColumns: ['sample_uid'],
      deps:
        upstream === undefined
          ? []
          : [
              {
                feature: upstream,
                select: null,
                rename: new Map(),
                fieldsMapping: {type: 'default', matchSuffix: false, excludeFields: []},
                filters: [],
                lineage: {kind: 'identity'},
                optional: false,
              },
            ],
      fields: [{key: 'audio', codeVersion: '1', deps: []}],
      metadata: null,
      description: null,
    },
    specJson: '{}',
    schemaJson: '{}',
    project: 'pretend',
    classPath: null,
    external: false,
    recorded: null,
  }
}
