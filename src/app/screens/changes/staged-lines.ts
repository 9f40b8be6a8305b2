import {formatCount, formatCounted} from '../../../components/format.ts'
import {formatMicros, type TimeFormat} from '../../../components/format-time.ts'
import {type Line, shownText, span} from '../../../components/spans.ts'
import type {Theme} from '../../../components/theme.ts'
import {wrapText} from '../../../components/wrap.ts'
import type {ChangePreview, Preview} from '../../../engine/index.ts'
import type {Changes, PendingChanges, StagedChange} from '../../../store/changes/changes-state.ts'
import {isIrreversible} from '../../../store/changes/commit.ts'
import {changeScope, changeTitle} from './describe-change.ts'

export interface StagedOptions {
  readonly isWide: boolean
  readonly width: number
  readonly metadataStore: string
  readonly times: {readonly timeFormat: TimeFormat; readonly nowMicros: bigint}
}

export function stagedTitle({staged}: Changes, metadataStore: string): Line {
  if (staged.length === 0) return `nothing staged · ${metadataStore}`
  return `${formatCount(staged.length)} staged · not committed · ${metadataStore}`
}

/** Which change the cursor is on, where there are several; else how to see what has no room. */
export function stagedNote(count: number, cursor: number, isCut: boolean): Line {
  if (count > 1) return `change ${formatCount(cursor + 1)} of ${formatCount(count)}`
  return isCut ? 'more below: +' : ''
}

/** The staged changes; in a wide pane also what the preview looked at and how to go back. */
export function stagedLines(
  theme: Theme,
  changes: Changes,
  cursor: number,
  options: StagedOptions,
): {readonly lines: readonly Line[]; readonly cursorEnd: number} {
  const preview = shownPreview(changes.pending)
  const blocks = changes.staged.map((staged, at) =>
    stagedBlock(theme, staged, at, at === cursor, previewOf(changes, staged, preview), options),
  )
  const cursorEnd = blocks.slice(0, cursor + 1).reduce((sum, block) => sum + block.length, 0)
  const list = blocks.length === 0 ? nothingStaged(changes.pending, options.width) : blocks.flat()
  const below = options.isWide ? belowLines(theme, changes.pending, options) : []
  return {lines: [...list, ...below], cursorEnd}
}

/** The preview of one staged change; null while there is none, or the change is excluded. */
export function previewOf(
  {staged}: Changes,
  wanted: StagedChange,
  preview: Preview | null,
): ChangePreview | null {
  const at = staged.filter(({included}) => included).indexOf(wanted)
  const found = at === -1 ? undefined : preview?.changes[at]
  return found?.change === wanted.change ? found : null
}

/** The preview that the screen speaks of; after a commit that is what was committed. */
export function shownPreview(pending: PendingChanges): Preview | null {
  switch (pending.status) {
    case 'previewed':
    case 'committing':
    case 'conflicted':
    case 'finished':
      return pending.preview
    case 'none':
    case 'previewing':
    case 'failed':
      return null
  }
}

function stagedBlock(
  theme: Theme,
  {change, included}: StagedChange,
  at: number,
  isCursor: boolean,
  preview: ChangePreview | null,
  {isWide, width}: StagedOptions,
): readonly Line[] {
  const mark = isCursor ? theme.glyphs.cursor : ' '
  const box = included ? '[x]' : '[ ]'
  const isLost = isIrreversible(change)
  const rows = preview === null ? '' : formatCounted(preview.rows, 'row')
  const after = preview === null ? '' : isLost ? ' · NOT reversible' : ' · reversible'
  const meaning = included ? 'plain' : 'muted'
  const title = [
    span('focus', ` ${mark} `),
    span(meaning, `${at + 1} ${box} `),
    span(isCursor ? 'selected' : meaning, changeTitle(change)),
    span('muted', included ? '' : '  excluded'),
  ]
  const scope = isWide
    ? wrapText(INDENT + shownText(theme, changeScope(change)), width, INDENT)
    : [`${INDENT}${changeScope(change)}`]
  const scopeLines = scope.map((text): Line => [span('muted', text)])
  const fate = span(isLost && included ? 'warning' : meaning, after)
  const count: Line = [span(meaning, `${INDENT}${rows}`), fate]
  return isWide ? [title, ...scopeLines, count, ''] : [[...title, `  ${rows}`, fate], ...scopeLines]
}

/** Under the title of a change. */
const INDENT = ' '.repeat(9)

function undoLines({changes}: Preview): readonly Line[] {
  const lost = changes.filter(({change}) => isIrreversible(change))
  if (lost.length === 0) return [' Undo    u stages the inverse afterwards']
  return [
    [span('warning', ' Undo    not of rows removed for good;')],
    '         the commit offers a backup',
  ]
}

/** The name without the database and the quotes around its parts. */
function tableLabel(table: string): string {
  return table.replace(/^.*"\."/, '').replaceAll('"', '')
}

function nothingStaged(pending: PendingChanges, width: number): readonly Line[] {
  const texts = [
    ...doneTexts(pending),
    'Nothing is staged. On Rows d stages a soft delete, D a hard one and o a restore; on Versions b a rebase; on Stores f a copy. :delete <feature> where <filter> stages any number of rows.',
  ]
  return ['', ...texts.flatMap(text => wrapText(` ${text}`, width - 1, ' '))]
}

function doneTexts(pending: PendingChanges): readonly string[] {
  if (pending.status !== 'finished') return []
  const isLost = pending.preview.changes.every(({change}) => isIrreversible(change))
  return [
    isLost
      ? 'The last commit is done; what it removed does not come back.'
      : 'The last commit is done; u stages its inverse.',
    ...(pending.backup === null ? [] : [`The rows are kept in ${pending.backup}`]),
  ]
}

function belowLines(
  theme: Theme,
  pending: PendingChanges,
  {width, times, metadataStore}: StagedOptions,
): readonly Line[] {
  const preview = shownPreview(pending)
  if (preview === null || pending.status === 'finished') return []
  const read = formatMicros(preview.previewedAtMicros, times.timeFormat, times.nowMicros)
  const bases = new Map(preview.changes.map(({base}) => [base.table, base]))
  return [
    [span('muted', ` ${theme.glyphs.rule.repeat(Math.max(0, width - 2))}`)],
    ` Base    ${metadataStore}, read ${read}`,
    ...[...bases.values()].flatMap(({table, rowCount, maxUpdatedAtMicros}) => [
      `         ${tableLabel(table)} ${formatCounted(rowCount, 'row')}`,
      ...(maxUpdatedAtMicros === null
        ? []
        : [
            `         last write ${formatMicros(maxUpdatedAtMicros, times.timeFormat, times.nowMicros)}`,
          ]),
    ]),
    '         checked again inside the commit;',
    '         what moved is refused',
    '',
    ...undoLines(preview),
    ' Order   as listed, one transaction per file',
  ]
}
