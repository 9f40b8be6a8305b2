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
import {useAppState, useAppWorld} from '../use-app-state.ts'
import {keyHints, pinnedHints} from './hints.ts'
import {useMessage} from './use-message.ts'

/** The last two lines: what happened and what can be done, or the field that is being typed into. */
export function Footer({width}: {readonly width: number}) {
  const {keymap} = useAppWorld()
  const popup = useAppState(topPopup)
  const state = useAppState(whole => whole)
  const {message, right} = useMessage()
  if (popup !== null && isFieldPopup(popup)) return <OpenField popup={popup} width={width} />
  const {screen} = currentView(state)
  const isNarrow = width < NARROW_SCREEN
  return (
    <>
      <MessageLine width={width} message={message} right={right} />
      <KeyHints
        width={width}
        hints={keyHints(COMMANDS, keymap, screen, state)}
        pinned={pinnedHints(COMMANDS, keymap, screen, isNarrow)}
      />
    </>
  )
}

const PROMPTS = {filter: ' /', export: ' write rows to ', 'command-line': ' :'} as const

function OpenField({popup, width}: {readonly popup: FieldPopup; readonly width: number}) {
  const state = useAppState(whole => whole)
  const {kind, field, problem} = popup
  const isGraph = currentView(state).screen === 'graph'
  const placeholder = {
    filter: isGraph ? 'part of a key' : "status = 'failed' AND n > 3",
    export: 'file.parquet, .csv, .jsonl or .arrow',
    'command-line': 'delete <feature> where <filter>',
  }[kind]
  const isEnd = field.cursor === field.text.length
  return (
    <>
      <TextField
        state={field}
        width={width}
        prompt={PROMPTS[kind]}
        focused
        placeholder={placeholder}
        completion={kind === 'command-line' && isEnd ? completion(field.text, state) : undefined}
        hint={kind === 'command-line' ? 'Tab completes · Enter · Esc ' : 'Enter · Esc '}
        error={problem === null ? undefined : problem}
      />
      {problem === null ? <Lines lines={['']} width={width} height={1} /> : null}
    </>
  )
}
