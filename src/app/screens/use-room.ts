import {useEffect} from 'react'
import {useAppWorld} from '../use-app-state.ts'

/** Tells the state layer what the screen has room for, so that paging and prefetching fit. */
export function useRoom(listHeight: number, detailLines: number, detailHeight: number): void {
  const {actions} = useAppWorld().appState
  const detailEnd = Math.max(0, detailLines - detailHeight)
  useEffect(() => actions.setRoom({listHeight, detailEnd}), [actions, listHeight, detailEnd])
}
