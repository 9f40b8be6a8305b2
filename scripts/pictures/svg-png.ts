import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'
import {Resvg} from '@resvg/resvg-js'

const FONTS = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)

/** Drawn with fonts of our own, so that the picture is the same on every machine. */
export function svgToPng(svg: string): Uint8Array {
  const fontFiles = ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf'].map(name => join(FONTS, name))
  const font = {loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Mono'}
  return new Resvg(svg, {font, fitTo: {mode: 'zoom', value: 1.5}}).render().asPng()
}
