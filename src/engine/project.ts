import {resolve} from 'node:path'
import {withDownstream} from './change/cascade.ts'
import {changeAtOnce} from './change/change-at-once.ts'
import {commitPreview} from './change/commit.ts'
import {commitBlindly} from './change/commit-blindly.ts'
import type {WriteRequest} from './change/commit-outcome.ts'
import {listOperations} from './change/operations.ts'
import {previewChanges} from './change/preview.ts'
import {pushDefinitions} from './change/push.ts'
import {chooseMetadataStore} from './config/choose-metadata-store.ts'
import {withCustomStores} from './config/custom-stores.ts'
import {displayOf} from './config/display.ts'
import {loadConfig} from './config/load-config.ts'
import {customStores, projectStores} from './library/project-stores.ts'
import {workspace} from './library/workspace.ts'
import {locationOf} from './metadata-store/location.ts'
import {pushHistory} from './metadata-store/push-history.ts'
import type {IncrementCounts, IncrementRequest} from './models/increment.ts'
import type {Project, ProjectOptions} from './project-types.ts'
import type {Context} from './questions/context.ts'
import {countIncrement} from './questions/count-increment.ts'
import {featureStatus} from './questions/feature-status.ts'
import {featureVersions} from './questions/feature-versions.ts'
import {graphDiff} from './questions/graph-diff.ts'
import {planIncrement} from './questions/increment-plan.ts'
import {lazyIncrement} from './questions/lazy-increment.ts'
import {loadGraph} from './questions/load-graph.ts'
import {lockFeatures} from './questions/lock.ts'
import {metadataStoreInfos} from './questions/metadata-stores.ts'
import {readPushes} from './questions/pushes.ts'
import type {AskOptions} from './questions/questions.ts'
import {exportRows, readRows} from './questions/read-rows.ts'
import {resolveUpdate} from './questions/resolve-update.ts'
import {openRows} from './questions/row-index.ts'
import {storeChain, storeContents} from './questions/store-contents.ts'
import {whatIf} from './questions/what-if.ts'
import {why} from './questions/why.ts'

/**
 * Opens a Metaxy project: reads its configuration and chooses a metadata store. Nothing else is
 * touched before the first question; no file is created, no lock is held.
 *
 * @param directory the working directory: where the search for the configuration begins and what
 *   relative paths start from.
 * @throws ConfigError for a malformed or missing configuration.
 * @throws MetadataStoreError STORE_NOT_FOUND when `options.store` is not configured.
 */
export async function openProject(directory: string, options: ProjectOptions): Promise<Project> {
  const here = resolve(directory)
  const custom = customStores(options.metadataStores ?? {})
  const config = withCustomStores(await configOf(here, options), custom.types)
  const chosen = chooseMetadataStore(config, options.store)
  const chain = storeChain(config, chosen, here)
  const file = await locationOf(chosen, here)

  const room = await workspace(config, here, {...options, makeTables: custom.makeTables})
  const {metadataStores, journal, now, staged} = room
  const metadataStoreBy = projectStores(room, custom)
  const metadataStoreOf = room.chosen
  const graphOf = room.graph
  const contextOf = room.context

  return {
    directory: here,
    config,
    chosen: {name: chosen.name, display: displayOf(chosen, here), file},
    metadataStore: (name = chosen.name) => metadataStoreBy(name),
    allowCrossProjectWrites: room.allowingCrossProjectWrites,
    warnings: config.warnings,
    graph: (asked = {}) => graphOf(asked),
    metadataStores: (asked = {}) => metadataStoreInfos(config, here, metadataStores, asked),
    storeChain: chain,
    storeContents: (name, features, asked = {}) =>
      storeContents(metadataStores, name, features, asked),
    history: async (asked = {}) =>
      (await metadataStoreOf()).reading(async open => pushHistory(await readPushes(open)), asked),
    graphDiff: async (from, to = 'current', asked = {}) => {
      const pushed = async (version: string | null) =>
        loadGraph(
          config,
          await metadataStoreOf(),
          version === null ? {} : {snapshot: version},
          asked,
        )
      const project = asked.project === undefined ? config.project : asked.project
      return graphDiff({current: () => graphOf(asked), pushed}, {from, to}, project)
    },
    whatIf: async (codeVersions, asked = {}) => whatIf(await graphOf(asked), config, codeVersions),
    versions: async (feature, asked = {}) =>
      featureVersions(await contextOf(asked), feature, asked),
    read: async (request, asked = {}) => readRows(await contextOf(asked), request, asked),
    openRows: async (request, asked = {}) => openRows(await contextOf(asked), request, asked),
    exportRows: async (request, target, asked = {}) =>
      exportRows(await contextOf(asked), request, resolve(here, target), asked),
    status: async (request, asked = {}) => featureStatus(await contextOf(asked), request, asked),
    countIncrement: async (request, asked = {}) =>
      countPending(await contextOf(asked), fromHere(here, request), asked),
    resolveUpdate: async (request, asked = {}) =>
      resolveUpdate(await contextOf(asked), fromHere(here, request), asked),
    lazyUpdate: request => lazyIncrement(contextOf, fromHere(here, request)),
    why: async (request, asked = {}) => why(await contextOf(asked), request, asked),
    preview: (changes, asked = {}) =>
      staged(asked, staging => previewChanges(staging, changes, asked)),
    withDownstream: (changes, asked = {}) =>
      staged(asked, staging => withDownstream(staging, changes, asked)),
    commit: (preview, asked = {}) =>
      staged(asked, staging => commitPreview(staging, preview, room.commitOptions(asked))),
    change: (changes, asked = {}) =>
      staged(asked, staging => changeAtOnce(staging, changes, room.commitOptions(asked))),
    write: async (request, asked = {}) => {
      await (await metadataStoreOf()).create()
      return staged(asked, staging =>
        commitBlindly(staging, rowsFromHere(here, request), room.commitOptions(asked)),
      )
    },
    operations: async (asked = {}) => listOperations(await contextOf(asked), journal, asked),
    push: async (request = {}) => {
      if (request.dryRun !== true) await (await metadataStoreOf()).create()
      const pushed = await pushDefinitions(await contextOf(request), now(), request)
      // What other questions are answered against is the new push from now on.
      if (pushed.recorded.length > 0) await graphOf({reload: true}).catch(() => undefined)
      return pushed
    },
    lock: async (request = {}) => {
      const file = resolve(here, request.file ?? config.lockFile ?? 'metaxy.lock')
      const made = await lockFeatures(config, await metadataStoreOf(), file, request)
      if (made.written && file === config.lockFile)
        await graphOf({reload: true}).catch(() => undefined)
      return made
    },
    close: async () => {
      await room.close()
    },
  }
}

function countPending(
  context: Context,
  request: IncrementRequest,
  asked: AskOptions,
): Promise<IncrementCounts> {
  return context.metadataStore.reading(async open => {
    const plan = await planIncrement(context, open, request)
    return countIncrement(context, open, plan)
  }, asked)
}

/** A samples file is named as seen from the working directory. */
function fromHere(here: string, request: IncrementRequest): IncrementRequest {
  const {samplesFile} = request
  return samplesFile === undefined ? request : {...request, samplesFile: resolve(here, samplesFile)}
}

function rowsFromHere(here: string, request: WriteRequest): WriteRequest {
  const {rows} = request
  if (rows.kind !== 'file') return request
  return {...request, rows: {...rows, path: resolve(here, rows.path)}}
}

async function configOf(directory: string, options: ProjectOptions) {
  const config = await loadConfig({
    directory,
    env: options.env,
    ...(options.configFile === undefined ? {} : {configFile: options.configFile}),
  })
  return {
    ...config,
    locked: options.locked ?? config.locked,
  }
}
