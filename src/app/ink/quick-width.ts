import {isNarrow} from '../../components/narrow.ts'
import {remembered} from './remembered.ts'

type StringWidth = (text: string, options?: object) => number

/**
 * The same function, quick where it is asked most: Ink measures every line of every frame.
 *
 * @param stringWidth what `string-width` has; the build puts this in its place.
 */
export function quickWidth(stringWidth: StringWidth): StringWidth {
  const known = remembered(text => {
    const plain = text.replace(STYLES, '')
    return isNarrow(plain) ? plain.length : stringWidth(plain)
  })
  return (text, options) => (options === undefined ? known(text) : stringWidth(text, options))
}

const STYLES = /\x1b\[[\d;]*m/g
