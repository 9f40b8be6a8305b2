import type {Context} from '../context.ts'
import type {State} from '../state.ts'
import {
  type FieldProblem,
  type FieldState,
  isFieldPopup,
  isListPopup,
  type Popup,
  type PopupKind,
} from './popups.ts'

export interface PopupActions {
  readonly openPopup: (popup: Popup) => void
  /** Takes away the one on top. */
  readonly closePopup: () => void
  /** Changes the text of the one on top; what was wrong with the old text is forgotten. */
  readonly setField: (field: FieldState) => void
  readonly setProblem: (problem: FieldProblem) => void
  /** Moves through the list, or the lines, of the one on top. */
  readonly movePopup: (by: number, count: number) => void
  /** With a backup of what is removed, or without. */
  readonly toggleBackup: () => void
  /** Keeps what was entered, for the next field of this kind. */
  readonly remember: (kind: PopupKind, history: readonly string[]) => void
  readonly setPrefix: (prefix: State['prefix']) => void
}

export function popupActions({set}: Context): PopupActions {
  return {
    openPopup: popup => set(({popups}) => ({popups: [...popups, popup]})),
    closePopup: () => set(({popups}) => ({popups: popups.slice(0, -1)})),
    setField: field =>
      set(state =>
        changeTop(state, popup => {
          if (isListPopup(popup)) return {...popup, field, index: 0}
          if (popup.kind === 'commit-phrase') return {...popup, field}
          return isFieldPopup(popup) ? {...popup, field, problem: null} : popup
        }),
      ),
    setProblem: problem =>
      set(state => changeTop(state, popup => (isFieldPopup(popup) ? {...popup, problem} : popup))),
    movePopup: (by, count) =>
      set(state =>
        changeTop(state, popup => {
          if (popup.kind === 'cell') return {...popup, top: clamp(popup.top + by, count)}
          return isListPopup(popup) ? {...popup, index: clamp(popup.index + by, count)} : popup
        }),
      ),
    toggleBackup: () =>
      set(state =>
        changeTop(state, popup => {
          if (popup.kind !== 'commit-phrase' || popup.backup === null) return popup
          return {...popup, backup: {...popup.backup, wanted: !popup.backup.wanted}}
        }),
      ),
    remember: (kind, history) =>
      set(({entered}) => ({entered: new Map(entered).set(kind, history)})),
    setPrefix: prefix => set(() => ({prefix})),
  }
}

/** The one that takes the keys. */
export function topPopup({popups}: State): Popup | null {
  return popups.at(-1) ?? null
}

function changeTop({popups}: State, change: (popup: Popup) => Popup): Partial<State> {
  const top = popups.at(-1)
  return top === undefined ? {} : {popups: [...popups.slice(0, -1), change(top)]}
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(value, count - 1))
}
