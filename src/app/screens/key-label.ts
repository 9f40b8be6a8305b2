const NAMES: ReadonlyMap<string, string> = new Map([
  ['enter', 'Enter'],
  ['esc', 'Esc'],
  ['tab', 'Tab'],
  ['shift+tab', 'Shift+Tab'],
  ['backspace', 'Backspace'],
  ['delete', 'Del'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['up', '↑'],
  ['down', '↓'],
  ['left', '←'],
  ['right', '→'],
])

/** Keys as people read them: `Ctrl+P`, `gu`, `Del`. */
export function keyLabel(keys: string): string {
  const control = /^ctrl\+(.)$/.exec(keys)
  if (control?.[1] !== undefined) return `Ctrl+${control[1].toUpperCase()}`
  return NAMES.get(keys) ?? keys.replaceAll(' ', '')
}
