import {defineFeature} from 'metaxy-explorer'

/** A root feature: its samples come from outside. Python: `class MyFeature(mx.BaseFeature, spec=…)`. */
export const MyFeature = defineFeature({
  key: 'my/feature',
  idColumns: ['sample_uid'],
  fields: ['frames', 'audio'],
})

/** Computed from it. */
export const ChildFeature = defineFeature({
  key: 'example/child',
  idColumns: ['sample_uid'],
  deps: [MyFeature],
  fields: ['embedding'],
})

/** Rows as a pipeline hands them over: ids, columns of its own, and a hash per field. */
export const samples = [
  {
    sample_uid: 1,
    status: 'done',
    quality: 0.9,
    metaxy_provenance_by_field: {frames: 'hash1', audio: 'hash1'},
  },
  {
    sample_uid: 2,
    status: 'pending',
    quality: 0.4,
    metaxy_provenance_by_field: {frames: 'hash2', audio: 'hash2'},
  },
]
