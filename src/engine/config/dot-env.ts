import {type Environment, expandText} from './templates.ts'

const LINE =
  /^[ \t]*(?:export[ \t]+)?([^=#\s]+)[ \t]*=[ \t]*(?:'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|(?!['"])([^\r\n]*))[ \t]*(?:#[^\r\n]*)?$/gm

/**
 * Reads the text of a `.env` file as python-dotenv does: `NAME=value` lines, `export` in front
 * allowed, values bare or in quotes, `#` comments; what is no such line is passed over.
 *
 * @param env stands for `${NAME}` in values, and where it does not know a name the lines before.
 * @returns what the file says; that set variables win is up to the caller.
 */
export function parseDotEnv(text: string, env: Environment = {}): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const [, name = '', single, double, bare = ''] of text.matchAll(LINE)) {
    const value =
      single?.replace(/\\([\\'])/g, '$1') ??
      double?.replace(/\\([\\'"abfnrtv])/g, (_, letter: string) => ESCAPES[letter] ?? letter) ??
      bare.replace(/\s+#.*$/, '').trimEnd()
    variables[name] = expandText(value, {...variables, ...env})
  }
  return variables
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}
