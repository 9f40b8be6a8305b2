import {CHANGES} from './actions/changes.ts'
import {COPYING} from './actions/copying.ts'
import {DIALOGS} from './actions/dialogs.ts'
import {GENERAL} from './actions/general.ts'
import {GRAPH} from './actions/graph.ts'
import {LISTS} from './actions/lists.ts'
import {MOVING} from './actions/moving.ts'
import {ROWS} from './actions/rows.ts'
import {SCREEN_COMMANDS} from './actions/screens.ts'
import {VERSIONS} from './actions/versions.ts'
import type {Command} from './command.ts'

/** Everything that can be done with a key. Palette, hints, help, keymap and docs/keys.md are made of it. */
export const COMMANDS: readonly Command[] = [
  ...GENERAL,
  ...SCREEN_COMMANDS,
  ...MOVING,
  ...LISTS,
  ...GRAPH,
  ...ROWS,
  ...VERSIONS,
  ...CHANGES,
  ...COPYING,
  ...DIALOGS,
]
