import type {FeatureKey, FieldKey, SampleId} from '../../engine/index.ts'
import type {Context} from '../context.ts'
import {initialIncrementView, initialRowsView, initialVersionsView} from '../initial-state.ts'
import {shown} from '../loading/loadable.ts'
import {currentView, listLength, rowsViewKey} from '../selectors.ts'
import type {State} from '../state.ts'
import {changeIncrementView, changeRowsView, changeVersionsView} from './change-views.ts'
import {type Move, moveCursor, settle} from './list-cursor.ts'
import {FIRST_ROWS, type Navigation, type Room, type ScreenId, type View} from './views.ts'

/** How many places can be gone back to. */
const KEPT_VIEWS = 100

export interface NavigationActions {
  /** The screen, about the feature that was chosen last. */
  readonly showScreen: (screen: ScreenId) => void
  readonly showFeature: (feature: FeatureKey, screen: ScreenId) => void
  readonly showHistory: (feature: FeatureKey, sample: SampleId) => void
  /** The rows that a feature has under one of its versions. */
  readonly showVersion: (feature: FeatureKey, version: string) => void
  /** The rows of a feature, the cursor on this sample. */
  readonly showSample: (feature: FeatureKey, sample: SampleId) => void
  readonly goBack: () => void
  readonly goForward: () => void
  /** Between the last two places. */
  readonly swapViews: () => void
  /** Chooses without opening another place. */
  readonly select: (feature: FeatureKey, field: FieldKey | null) => void
  readonly moveList: (move: Move) => void
  readonly togglePane: () => void
  readonly setZoomed: (zoomed: boolean) => void
  readonly setRoom: (room: Room) => void
}

export function navigationActions({get, set}: Context): NavigationActions {
  const show = (view: View) =>
    set(state => ({
      navigation: withView(state.navigation, view),
      rowsViews: withRowsView(state, view),
      incrementViews: withIncrementView(state, view),
      versionsViews: withVersionsView(state, view),
      storesView: withStoresView(state, view),
    }))
  const goTo = (at: number) =>
    set(({navigation}) => {
      if (navigation.views[at] === undefined || at === navigation.at) return {}
      return {navigation: arrived({...navigation, at, last: navigation.at})}
    })

  return {
    showScreen: screen => {
      const {feature, field} = currentView(get())
      show({screen, feature, field, sample: null, version: null})
    },
    showFeature: (feature, screen) =>
      show({screen, feature, field: null, sample: null, version: null}),
    showHistory: (feature, sample) =>
      show({screen: 'rows', feature, field: null, sample, version: null}),
    showVersion: (feature, version) =>
      show({screen: 'rows', feature, field: null, sample: null, version}),
    showSample: (feature, sought) => {
      show({screen: 'rows', feature, field: null, sample: null, version: null})
      set(state => changeRowsView(state, view => ({...view, sought})))
    },
    goBack: () => goTo(get().navigation.at - 1),
    goForward: () => goTo(get().navigation.at + 1),
    swapViews: () => goTo(get().navigation.last ?? get().navigation.at),
    select: (feature, field) =>
      set(({navigation}) => ({
        navigation: {
          ...navigation,
          detailTop: 0,
          views: navigation.views.map((view, at) =>
            at === navigation.at ? {...view, feature, field} : view,
          ),
        },
      })),
    moveList: move => set(state => moved(state, move)),
    togglePane: () =>
      set(({navigation}) => ({
        navigation: {...navigation, pane: navigation.pane === 'main' ? 'detail' : 'main'},
      })),
    setZoomed: zoomed => set(({navigation}) => ({navigation: {...navigation, zoomed}})),
    setRoom: room => set(() => ({room})),
  }
}

function withView(navigation: Navigation, view: View): Navigation {
  const standing = navigation.views[navigation.at]
  if (JSON.stringify(standing) === JSON.stringify(view)) return navigation
  const views = [...navigation.views.slice(0, navigation.at + 1), view].slice(-KEPT_VIEWS)
  return arrived({...navigation, views, at: views.length - 1, last: views.length - 2})
}

/** A place is looked at as it was left, at first as it comes. */
function withRowsView({rowsViews}: State, view: View): State['rowsViews'] {
  const {screen, feature, sample, version} = view
  if (screen !== 'rows' || feature === null) return rowsViews
  const key = rowsViewKey(feature, sample, version)
  return rowsViews.has(key)
    ? rowsViews
    : new Map(rowsViews).set(key, initialRowsView(feature, sample, version))
}

function withIncrementView({incrementViews}: State, view: View): State['incrementViews'] {
  const {screen, feature} = view
  if (screen !== 'increment' || feature === null || incrementViews.has(feature)) {
    return incrementViews
  }
  return new Map(incrementViews).set(feature, initialIncrementView(feature))
}

function withVersionsView({versionsViews}: State, view: View): State['versionsViews'] {
  const {screen, feature} = view
  if (screen !== 'versions' || feature === null || versionsViews.has(feature)) return versionsViews
  return new Map(versionsViews).set(feature, initialVersionsView(feature))
}

/** Whoever comes from another feature finds the cursor on it; else it stays where it was. */
function withStoresView({storesView, loading, room}: State, view: View): State['storesView'] {
  const {screen, feature} = view
  const order = shown(loading.graph)?.order ?? []
  const index = order.indexOf(feature ?? '')
  if (screen !== 'stores' || index === -1 || feature === storesView.about) return storesView
  const cursor = settle({index, top: storesView.cursor.top}, order.length, room.listHeight)
  return {...storesView, about: feature, cursor}
}

function arrived(navigation: Navigation): Navigation {
  return {...navigation, pane: 'main', detailTop: 0}
}

function moved(state: State, move: Move): Partial<State> {
  const {navigation} = state
  const {screen} = currentView(state)
  const {listHeight, detailEnd} = state.room
  const count = listLength(state)
  if (navigation.pane === 'detail') {
    const line = {index: navigation.detailTop, top: 0}
    const {index} = moveCursor(line, move, detailEnd + 1, listHeight)
    return {navigation: {...navigation, detailTop: index}}
  }
  switch (screen) {
    case 'graph':
      return {}
    case 'rows':
      return changeRowsView(state, view => ({
        ...view,
        cursor: moveCursor(view.cursor, move, count, listHeight),
      }))
    case 'increment':
      return changeIncrementView(state, view => {
        const cursor = moveCursor(view.cursors[view.part], move, count, listHeight)
        return {...view, cursors: {...view.cursors, [view.part]: cursor}}
      })
    case 'versions':
      return changeVersionsView(state, view => {
        const cursor = moveCursor(view.cursors[view.part], move, count, listHeight)
        return {...view, cursors: {...view.cursors, [view.part]: cursor}}
      })
    case 'changes': {
      const cursor = moveCursor(state.changesView.cursor, move, count, listHeight)
      return {changesView: {...state.changesView, cursor, rows: FIRST_ROWS}}
    }
    case 'stores': {
      const cursor = moveCursor(state.storesView.cursor, move, count, listHeight)
      return {storesView: {...state.storesView, cursor}}
    }
  }
}
