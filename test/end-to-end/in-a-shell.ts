import type {Place} from '../helpers/built-program.ts'
import {openPtyScreen, type PtyScreen} from '../helpers/pty-screen.ts'

/**
 * The shell outlives what it starts, and says how the terminal is set before and afterwards. Then it waits
 * for a word from whoever reads, amid keys that came too late: of what a program writes as it ends, the
 * last is lost when it ends at once.
 */
const SCRIPT = `trap : TERM HUP INT
echo "set: $(stty -g)"
"$0" "$@"
code=$?
# A Ctrl+C that comes now must not end stty.
trap '' TERM HUP INT
echo "set: $(stty -g)"
echo "all said"
for try in 1 2 3 4 5 6 7 8; do
  read -r word
  [ "$word" = "all read" ] && break
done
exit $code`

/** Starts a program as a shell does, so that one can see how it leaves the terminal. */
export function openInShell(
  program: string,
  {directory, stateHome}: Place,
  size: {readonly columns: number; readonly rows: number},
  env: Readonly<Record<string, string>> = {},
): PtyScreen {
  const screen = openPtyScreen('/bin/sh', ['-c', SCRIPT, process.execPath, program], {
    ...size,
    cwd: directory,
    env: {XDG_STATE_HOME: stateHome, ...env},
  })
  const answer = screen.terminal.onWriteParsed(() => {
    if (!screen.lastOutput().includes('all said')) return
    answer.dispose()
    screen.press('\rall read\r')
  })
  return screen
}

/** What is not as it was before the program started; asked when it has ended. */
export function leftInTerminal({terminal, output}: PtyScreen): readonly string[] {
  const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode} = terminal.modes
  const settings = output().match(/(?<=set: )[0-9a-f:]+/g) ?? []
  return [
    ...(settings.length === 2 ? [] : ['the settings were not said twice']),
    ...(settings[0] === settings[1] ? [] : [`other settings: ${settings.join(' became ')}`]),
    ...(terminal.buffer.active.type === 'normal' ? [] : ['the alternate screen']),
    ...(output().lastIndexOf('\x1b[?25h') >= output().lastIndexOf('\x1b[?25l')
      ? []
      : ['a hidden cursor']),
    ...(bracketedPasteMode ? ['bracketed paste'] : []),
    ...(mouseTrackingMode === 'none' ? [] : ['the mouse']),
    ...(applicationCursorKeysMode ? ['application cursor keys'] : []),
  ]
}
