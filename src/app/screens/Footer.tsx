import {KeyHints} from '../../components/KeyHints.tsx'
import {Lines} from '../../components/Lines.tsx'
import {MessageLine} from '../../components/MessageLine.tsx'
import {NARROW_SCREEN} from '../../components/sizes.ts'
import {TextField} from '../../components/TextField/TextField.tsx'
import {topPopup} from '../../store/navigation/popup-actions.ts'
import {type FieldPopup, isFieldPopup} from '../../store/navigation/popups.ts'
import {currentView} from '../../store/selectors.ts'
import {COMMANDS} from '../commands.ts'
import {completion} from '../line-commands/read-line.ts'
import {useAppState, useAppWorld, useDerived} from '../use-app-state.ts'
import {keyHints, pinnedHints} from './hints.ts'
import {useMessage} from './use-message.ts'

/** The last two lines: what happened and what can be done, or the field that is being typed into. */
export function Footer({width}: {readonly width: number}) {
  const {keymap} = useAppWorld()
  const popup = useAppState(topPopup)
  const {message, right} = useMessage()
  const {hints, pinned} = useDerived(state => {
    const {screen} = currentView(state)
    return {
      hints: keyHints(COMMANDS, keymap, screen, state),
      pinned: pinnedHints(COMMANDS, keymap, screen, width < NARROW_SCREEN),
    }
  })
  if (popup !== null && isFieldPopup(popup)) return <OpenField popup={popup} width={width} />
  return (
    <>
      <MessageLine width={width} message={message} right={right} />
      <KeyHints width={width} hints={hints} pinned={pinned} />
    </>
  )
}

const PROMPTS = {filter: ' /', export: ' write rows to ', 'command-line': ' :'} as const

function OpenField({popup, width}: {readonly popup: FieldPopup; readonly width: number}) {
  const {kind, field, problem} = popup
  const {screen} = useAppState(currentView)
  const isEnd = field.cursor === field.text.length
  const added = useAppState(state =>
    kind === 'command-line' && isEnd ? completion(field.text, state) : undefined,
  )
  const placeholder = {
    filter: screen === 'graph' ? 'part of a key' : "status = 'failed' AND n > 3",
    export: 'file.parquet, .csv, .jsonl or .arrow',
    'command-line': 'delete <feature> where <filter>',
  }[kind]
  return (
    <>
      <TextField
        state={field}
        width={width}
        prompt={PROMPTS[kind]}
        focused
        placeholder={placeholder}
        completion={added}
        hint={kind === 'command-line' ? 'Tab completes · Enter · Esc ' : 'Enter · Esc '}
        error={problem === null ? undefined : problem}
      />
      {problem === null ? <Lines lines={['']} width={width} height={1} /> : null}
    </>
  )
}
