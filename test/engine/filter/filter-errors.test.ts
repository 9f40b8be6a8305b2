import {describe, expect, test} from 'vitest'
import {MetaxyError} from '../../../src/engine/errors.ts'
import {compileExpression, compileFilter} from '../../../src/engine/filter/compile-filter.ts'
import {filterProblem} from '../../../src/engine/filter/filter-problem.ts'

const columns = [
  {name: 'status', type: 'VARCHAR'},
  {name: 'n', type: 'BIGINT'},
  {name: 'ok', type: 'BOOLEAN'},
  {name: 'day', type: 'DATE'},
  {name: 'metaxy_provenance_by_field', type: 'STRUCT(audio VARCHAR)'},
]

describe('an error shows the place, what is wrong and what may stand there', () => {
  test('a word of SQL that Metaxy does not know', () => {
    expect(message('n BETWEEN 1 AND 3')).toMatchInlineSnapshot(`
      "Invalid filter: BETWEEN is not part of the filter language.
        n BETWEEN 1 AND 3
          ^
      Write a >= 1 AND a <= 3."
    `)
  })

  test('a column that does not exist', () => {
    expect(message("ok AND stauts = 'failed'")).toMatchInlineSnapshot(`
      "Invalid filter: There is no column "stauts".
        ok AND stauts = 'failed'
               ^
      Did you mean status?"
    `)
  })

  test('a column in other capitals', () => {
    expect(message("STATUS = 'failed'")).toContain('Did you mean status?')
  })

  test('a member of a struct', () => {
    expect(message("metaxy_provenance_by_field.audio = 'x'")).toContain(
      'members of a struct cannot be filtered',
    )
  })

  test('a number where the column holds texts', () => {
    expect(message('status = 3')).toMatchInlineSnapshot(`
      "Invalid filter: status (VARCHAR) cannot be compared with the number 3.
        status = 3
                 ^
      Write it in quotes: '3'."
    `)
  })

  test('a day that does not exist', () => {
    expect(message("day > '2026-02-30'")).toContain('day (DATE) cannot be compared with the text')
  })

  test('a text of several lines shows the line in question', () => {
    expect(message('n = 1\r\nAND n =\r\nOR ok')).toMatchInlineSnapshot(`
      "Invalid filter: OR cannot stand here.
        OR ok
        ^
      Expected is a column or a constant; a column of that name needs double quotes."
    `)
  })

  test('control characters are not echoed', () => {
    expect(message('"\x1b[31m\u202e" = 1 ')).toMatchInlineSnapshot(`
      "Invalid filter: There is no column "␛[31m�".
        "␛[31m�" = 1 
        ^
      There are status, n, ok, day, metaxy_provenance_by_field."
    `)
  })

  test('an empty text', () => {
    expect(message(' ')).toMatchInlineSnapshot(`
      "Invalid filter: It is empty.
      Write a condition, for example status = 'failed'."
    `)
  })

  test('a filter that was built without a text', () => {
    const column = {kind: 'column', name: 'm', at: null} as const
    expect(() => compileExpression(column, columns)).toThrow(
      /^Invalid filter: There is no column "m".\nDid you mean n\?$/,
    )
  })
})

test('the position counts UTF-16 units, as a text field does', () => {
  expect(details("status = '😀' AND m = 1")).toEqual({
    filter: "status = '😀' AND m = 1",
    position: 18,
    reason: 'There is no column "m". Did you mean n?',
  })
})

test('while typing, a filter has a problem or none', () => {
  expect(filterProblem('n = 1 AND', columns)).toEqual({
    position: 9,
    message: 'The end comes too early. Add a column or a constant.',
  })
  expect(filterProblem('n = 1 AND ok', columns)).toBeNull()
})

test.each([
  ["NOT status IN ('a', NULL)", 'negated IN'],
  ['NOT (n = 1 OR status NOT IN (NULL))', 'negated IN'],
  ['n IN ()', 'Expected is'],
  ['n IN (SELECT 1)', 'SELECT is not part'],
  ['n = 1; DROP TABLE x', 'Only one condition'],
  ['n = (n = 1)', 'closing parenthesis'],
  ['(n = 1) = TRUE', 'A condition cannot be compared'],
  ['n < 2 < 3', 'cannot be chained'],
  ['n', 'only a BOOLEAN column can stand alone'],
  ['1', 'A number is no condition'],
  ["1 = 'a'", 'A number cannot be compared with a text'],
  ['n IN (status)', 'IN takes constants only'],
  ['n = -ok', 'Only numbers can have a sign'],
  ['n = 0x1', 'neither a number nor a name'],
  ["n = x'01'", 'cannot follow a name'],
  ['n = 1 /* note', 'no end'],
  ['"n = 1', 'no closing quote'],
  ['"" = 1', 'empty'],
  ['n. = 1', 'missing after this dot'],
  ['ok = n', 'cannot be compared'],
  ['status = LIKE', 'LIKE is not part'],
])('%s is refused', (text, reason) => {
  expect(message(text)).toContain(reason)
})

function message(text: string): string {
  return caught(text).message
}

function details(text: string): unknown {
  return caught(text).details
}

function caught(text: string): MetaxyError {
  try {
    compileFilter(text, columns)
  } catch (error) {
    if (error instanceof MetaxyError && error.code === 'INVALID_FILTER') return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}
