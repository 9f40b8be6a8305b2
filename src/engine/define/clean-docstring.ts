/** What Python's `inspect.cleandoc` makes of a docstring: the common indent and blank ends are gone. */
export function cleanDocstring(text: string): string {
  const [first = '', ...rest] = text.replaceAll('\t', '        ').split('\n')
  const indents = rest
    .filter(line => line.trim() !== '')
    .map(line => line.length - line.trimStart().length)
  const indent = indents.reduce((least, one) => Math.min(least, one), Infinity)
  const lines = [first.trimStart(), ...rest.map(line => line.slice(Math.min(indent, line.length)))]
  const blank = (line: string | undefined) => line === ''
  while (lines.length > 0 && blank(lines.at(-1))) lines.pop()
  while (lines.length > 0 && blank(lines[0])) lines.shift()
  return lines.join('\n')
}
