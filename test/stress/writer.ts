/**
 * One pipeline: node writer.ts FOLDER NAME WRITES ROWS. Writes so many times so many rows, each with the
 * name and number of its write, and says `written N` behind each.
 */
import {tableFromArrays} from 'apache-arrow'
import {openStressProject} from './stress-project.ts'

const [folder = '', name = '', writes = '1', rows = '1'] = process.argv.slice(2)
const project = await openStressProject(folder)
await project.graph()
console.log('ready')
for (let write = 0; write < Number(writes); write += 1) {
  const ids = Array.from({length: Number(rows)}, (_, row) => `${name}-${write}-${row}`)
  const table = tableFromArrays({
    id: ids,
    batch: ids.map(() => `${name}-${write}`),
    metaxy_provenance_by_field: ids.map(id => ({x: id})),
  })
  await project.write({feature: 'clip', rows: {kind: 'arrow', table}})
  console.log(`written ${write}`)
}
await project.close()
