import {type Change, MetaxyError} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {isCancelled} from '../loading/load.ts'

/**
 * The versions that the engine names when it refuses those of a rebase, of the fallback stores too; null
 * when it takes them, or fails for another reason, which the preview will tell.
 */
export async function refusedVersions(
  {run, project}: Context,
  rebase: Change,
): Promise<readonly string[] | null> {
  try {
    await run({title: 'looking for the versions', screen: null}, signal =>
      project.preview([rebase], {signal}),
    )
    return null
  } catch (error) {
    if (isCancelled(error)) throw error
    const versions = error instanceof MetaxyError ? error.details.versions : undefined
    return Array.isArray(versions) ? versions.map(String) : null
  }
}
