import {Lines} from '../../../components/Lines.tsx'
import {Overlay} from '../../../components/Overlay.tsx'
import {Panel} from '../../../components/Panel.tsx'
import {span} from '../../../components/spans.ts'
import type {Continuation} from '../../keymap.ts'
import {keyLabel} from '../key-label.ts'
import type {DialogSize} from './dialog-size.ts'

const WIDEST = 64

/** The keys that can follow; it never takes a key itself. */
export function WhichKey({
  prefix,
  continuations,
  columns,
  rows,
}: DialogSize & {readonly prefix: string; readonly continuations: readonly Continuation[]}) {
  const width = Math.min(WIDEST, columns)
  const height = Math.min(continuations.length, rows - 6) + 2
  const lines = continuations.map(({key, command}) => [
    span('key', ` ${keyLabel(key)}`),
    `  ${command.title}`,
  ])
  return (
    <Overlay columns={columns} rows={rows - 2} width={width} height={height} place="bottom">
      <Panel title={`${prefix} …`} width={width} height={height}>
        <Lines lines={lines} width={width - 2} height={height - 2} />
      </Panel>
    </Overlay>
  )
}
