import {loadOperations} from './changes/undo.ts'
import type {Context} from './context.ts'
import {loadDetails} from './loading/details.ts'
import {loadGraph, loadStatuses} from './loading/graph-loading.ts'
import {loadIncrement} from './loading/increment-loading.ts'
import {isMissing} from './loading/loadable.ts'
import {loadRows} from './loading/rows-loading.ts'
import {loadStores} from './loading/stores-loading.ts'

export interface Follower {
  /** Looks soon at what is wanted: once, however many changes come together. */
  readonly schedule: () => void
  readonly isScheduled: () => boolean
}

/** Asks for what the shown screen needs and nobody has asked for; screens themselves ask for nothing. */
export function createFollower(context: Context): Follower {
  let scheduled = false

  function look(): void {
    scheduled = false
    if (isMissing(context.get().loading.graph)) void loadGraph(context, {reload: false})
    loadRows(context)
    loadIncrement(context)
    loadStatuses(context)
    loadDetails(context)
    loadStores(context)
    void loadOperations(context)
  }

  return {
    schedule: () => {
      if (scheduled) return
      scheduled = true
      queueMicrotask(look)
    },
    isScheduled: () => scheduled,
  }
}
