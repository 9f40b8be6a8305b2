import {createContext, useContext} from 'react'
import {createTheme, type Theme} from './theme.ts'

/** The one context of the components: how things look. */
export const ThemeContext = createContext<Theme>(createTheme({color: true, ascii: false}))

export function useTheme(): Theme {
  return useContext(ThemeContext)
}
