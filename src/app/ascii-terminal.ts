/**
 * Whether a terminal shows ASCII only: its locale says so, or it is one of those that have no box
 * characters. Without any locale it is taken for a modern one.
 */
export function isAsciiTerminal(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return true
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  return locale !== undefined && locale !== '' && !/utf-?8/i.test(locale)
}
