const TEXT = {anyOf: [{type: 'string'}, {type: 'null'}], default: null}

/** What Pydantic makes of Metaxy's own columns, member for member (versioning.md §4.3). */
export const SYSTEM_PROPERTIES = {
  metaxy_provenance_by_field: {
    additionalProperties: {type: 'string'},
    description: 'Field-level provenance hashes (maps field names to hashes)',
    title: 'Metaxy Provenance By Field',
    type: 'object',
  },
  metaxy_provenance: {
    ...TEXT,
    description: 'Hash of metaxy_provenance_by_field',
    title: 'Metaxy Provenance',
  },
  metaxy_feature_version: {
    ...TEXT,
    description: 'Hash of the feature definition (dependencies + fields + code_versions)',
    title: 'Metaxy Feature Version',
  },
  metaxy_project_version: {
    ...TEXT,
    description: 'Hash of the entire feature graph project version',
    title: 'Metaxy Project Version',
  },
  metaxy_data_version_by_field: {
    anyOf: [{additionalProperties: {type: 'string'}, type: 'object'}, {type: 'null'}],
    default: null,
    description: 'Field-level data version hashes (maps field names to version hashes)',
    title: 'Metaxy Data Version By Field',
  },
  metaxy_data_version: {
    ...TEXT,
    description: 'Hash of metaxy_data_version_by_field',
    title: 'Metaxy Data Version',
  },
  metaxy_created_at: {
    anyOf: [{format: 'date-time', type: 'string'}, {type: 'null'}],
    default: null,
    description: 'Timestamp when the metadata row was created (UTC)',
    title: 'Metaxy Created At',
  },
  metaxy_materialization_id: {
    ...TEXT,
    description: 'External orchestration run ID (e.g., Dagster Run ID)',
    title: 'Metaxy Materialization Id',
  },
}
