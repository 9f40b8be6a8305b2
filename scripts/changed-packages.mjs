// What is changed in packages when the program is bundled; the build fails when one no longer has what is
// replaced.
import {fileURLToPath} from 'node:url'

export const changedPackages = [
  // Ink would load React's developer tools when DEV is set; they are not a dependency.
  replacing(/ink[/\\]build[/\\](ink|reconciler)\.js$/, "process.env['DEV'] === 'true'", 'false'),
  // Yoga would read the bytes that it holds as text by fetch, whose first use takes Node 60 ms.
  replacing(/yoga-wasm-base64-esm\.js$/, '"function"!=typeof fetch', 'true'),
  // Ink takes every line of every frame apart and puts it together again, changed or not.
  wrapping(/ink[/\\]build[/\\]output\.js$/, 'class Output', {
    wrap: 'joinedRows',
    from: 'joined-rows',
    given: 'Output, stringWidth',
  }),
  wrapping(/ink[/\\]build[/\\]sanitize-ansi\.js$/, 'sanitizeAnsi;', {
    wrap: 'remembered',
    from: 'remembered',
    given: 'sanitizeAnsi',
  }),
  // Boxes are drawn in every line: where they start is told without taking the line apart into graphemes.
  replacing(
    /ink[/\\]build[/\\]line-update\.js$/,
    'printableAscii.test(',
    'isNarrow(',
    `\nimport {isNarrow} from ${JSON.stringify(ours('components/narrow'))}\n`,
  ),
  // Where no emoji is measured the pattern of all of them, which takes Node 15 ms, is not made.
  replacing(
    /string-width[/\\]index\.js$/,
    /const emojiPrefixRegex = (.+);/,
    `let emojiPattern
    const emojiPrefixRegex = {
      exec: text => (emojiPattern ??= $1).exec(text),
      test: text => emojiPrefixRegex.exec(text) !== null,
    };`,
  ),
  wrapping(/string-width[/\\]index\.js$/, 'function stringWidth', {
    wrap: 'quickWidth',
    from: 'quick-width',
    given: 'stringWidth',
  }),
]

function ours(module) {
  return fileURLToPath(new URL(`../src/${module}.ts`, import.meta.url))
}

/** What a file exports, in the hands of a function of src/app/ink. */
function wrapping(file, exported, {wrap, from, given}) {
  const path = JSON.stringify(ours(`app/ink/${from}`))
  const wrapped = `import {${wrap}} from ${path}\nexport default ${wrap}(${given})`
  return replacing(file, `export default ${exported}`, exported, `\n${wrapped}\n`)
}

/** Puts another text in the place of what is found, and some more at the end. */
function replacing(file, text, by, end = '') {
  return {
    name: 'replacing',
    transform: {
      filter: {id: file},
      handler: code => {
        const found = typeof text === 'string' ? code.includes(text) : text.test(code)
        if (!found) throw new Error(`${file}: no ${text} to replace`)
        return (typeof text === 'string' ? code.replaceAll(text, by) : code.replace(text, by)) + end
      },
    },
  }
}
