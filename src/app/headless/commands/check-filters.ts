/**
 * Reads filter texts before anything is opened, as Metaxy does with its arguments; whether their
 * columns exist is found out later.
 * @throws the engine's INVALID_FILTER, showing where a text goes wrong.
 */
export async function checkFilters(
  ...lists: readonly (readonly string[] | undefined)[]
): Promise<void> {
  const texts = lists.flatMap(list => list ?? [])
  if (texts.length === 0) return
  const {parseFilter} = await import('../../../engine/index.ts')
  for (const text of texts) parseFilter(text)
}
