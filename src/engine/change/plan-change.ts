import type {OpenMetadataStore} from '../metadata-store/metadata-store.ts'
import {knownFeature, writtenTable} from '../questions/known-feature.ts'
import type {Change} from './change.ts'
import {planCopy} from './copy.ts'
import {planDrop} from './drop.ts'
import {planHardDelete} from './hard-delete.ts'
import type {ChangeInput, PlannedChange} from './planned-change.ts'
import {planRebase} from './rebase.ts'
import {planRestore} from './restore.ts'
import {planSoftDelete} from './soft-delete.ts'
import type {Staging} from './staging.ts'
import {planUndo} from './undo.ts'
import {planWrite} from './write.ts'

/** Puts one change into SQL over the tables of an open metadata store. */
export async function planChange(
  staging: Staging,
  open: OpenMetadataStore,
  change: Change,
): Promise<PlannedChange> {
  const {context, journal} = staging
  switch (change.kind) {
    case 'soft-delete':
      return planSoftDelete(change, await inputOf(staging, open, change, 'with-fallback'), open)
    case 'restore':
      return planRestore(change, await inputOf(staging, open, change, 'own'))
    case 'undo': {
      const stamped = await journal.stampedSamples(change.operation, change.feature)
      return planUndo(change, await inputOf(staging, open, change, 'own'), stamped, open)
    }
    case 'write':
      return planWrite(change, staging, open)
    case 'hard-delete':
      return planHardDelete(change, context, open)
    case 'drop':
      return planDrop(change, context, open)
    case 'rebase':
      return planRebase(change, await inputOf(staging, open, change, 'own'), open)
    case 'copy':
      return planCopy(change, staging, open)
  }
}

async function inputOf(
  {context, materializationId, keptRows}: Staging,
  open: OpenMetadataStore,
  {feature}: Change,
  reach: 'own' | 'with-fallback',
): Promise<ChangeInput> {
  const known = knownFeature(context, feature)
  const source = await writtenTable(context, open, feature, reach)
  return {context, known, source, materializationId, keptRows}
}
