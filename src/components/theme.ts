import {Chalk, type ChalkInstance} from 'chalk'
import {asciiGlyphs, type BoxGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.ts'
import {type Meaning, meaningStyles, type Style} from './meanings.ts'

/** How everything looks; made once at the start, handed down by `ThemeContext`. */
export interface Theme {
  readonly ascii: boolean
  readonly color: boolean
  readonly glyphs: Glyphs
  /** `heavy` is the focus. */
  readonly boxes: {readonly light: BoxGlyphs; readonly heavy: BoxGlyphs}
  /** Puts the escape sequences of a meaning around a text that is already safe and cut. */
  readonly paint: (meaning: Meaning, text: string) => string
}

/**
 * The looks of one terminal. Without colour the attributes stay (bold, dim, inverse), so that the
 * characters are the same in both cases; with `ascii` every glyph of ours is an ASCII character.
 */
export function createTheme({color, ascii}: {color: boolean; ascii: boolean}): Theme {
  const chalk = new Chalk({level: 1})
  const painters = new Map<Meaning, ChalkInstance>()
  for (const [meaning, style] of meaningStyles) {
    if (Object.keys(style).length > 0) painters.set(meaning, painter(chalk, style, color))
  }
  return {
    ascii,
    color,
    ...(ascii ? asciiGlyphs : unicodeGlyphs),
    paint: (meaning, text) => painters.get(meaning)?.(text) ?? text,
  }
}

function painter(chalk: ChalkInstance, style: Style, color: boolean): ChalkInstance {
  let result = chalk
  if (color && style.color !== undefined) result = result[style.color]
  if (style.bold) result = result.bold
  if (style.dim) result = result.dim
  if (style.inverse) result = result.inverse
  if (style.strikethrough) result = result.strikethrough
  return result
}
