import {describe, expect, test} from 'vitest'
import {canonicalJson} from '../../../src/engine/versioning/canonical-json.ts'

// Every right side is what `json.dumps(json.loads(text), sort_keys=True)` of Python 3.11 prints.

describe('JSON as Python writes it', () => {
  test.each([
    [
      'members sorted at every depth',
      '{"b":1,"a":{"d":[],"c":{}}}',
      '{"a": {"c": {}, "d": []}, "b": 1}',
    ],
    [
      'texts sorted by code point',
      '{"😀":1,"\\uff5e":2,"z":3,"Z":4,"":5}',
      '{"": 5, "Z": 4, "z": 3, "\\uff5e": 2, "\\ud83d\\ude00": 1}',
    ],
    ['the later of two members', '{"a":1,"b":2,"a":3}', '{"a": 3, "b": 2}'],
    ['everything but ASCII escaped', '"é\u2028\u007f😀"', '"\\u00e9\\u2028\\u007f\\ud83d\\ude00"'],
    [
      'short escapes',
      '"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0001\\/\\"\\\\"',
      '"\\b\\t\\n\\f\\r\\u0001/\\"\\\\"',
    ],
    ['half a surrogate pair', '"\\ud800x"', '"\\ud800x"'],
    [
      'whole numbers of any size',
      '[0,-0,12345678901234567890123456789,-7]',
      '[0, 0, 12345678901234567890123456789, -7]',
    ],
    [
      'floats that are whole',
      '[1.0,100.0,1e3,1E+2,-0.0,0.0]',
      '[1.0, 100.0, 1000.0, 100.0, -0.0, 0.0]',
    ],
    [
      'large floats',
      '[1e15,1e16,1.5e300,1e22,123456789012345680.0,1e400]',
      '[1000000000000000.0, 1e+16, 1.5e+300, 1e+22, 1.2345678901234568e+17, Infinity]',
    ],
    [
      'small floats',
      '[1e-4,1e-5,0.00012345,5e-324,1e-7]',
      '[0.0001, 1e-05, 0.00012345, 5e-324, 1e-07]',
    ],
    [
      'shortest digits',
      '[0.1,0.30000000000000004,2.675,1.7976931348623157e308]',
      '[0.1, 0.30000000000000004, 2.675, 1.7976931348623157e+308]',
    ],
    ['numbers JSON does not know', '[NaN,Infinity,-Infinity]', '[NaN, Infinity, -Infinity]'],
    ['blanks between anything', ' {\n"a" :\t[ 1 , true ,\r null ] } ', '{"a": [1, true, null]}'],
  ])('%s', (_, text, expected) => {
    expect(canonicalJson(text)).toBe(expected)
  })
})

describe('what is no JSON', () => {
  test.each([
    ['', 'line 1, column 1: expected a value'],
    ['{"a":}', 'line 1, column 6: expected a value'],
    ['{"a" 1}', 'line 1, column 6: expected ":"'],
    ['{"a":1,}', 'line 1, column 8: expected a text in double quotes'],
    ['[1,]', 'line 1, column 4: expected a value'],
    ['[1 2]', 'line 1, column 4: expected "," or "]"'],
    ['{"a": [\n 1,\n  x]}', 'line 3, column 3: expected a value'],
    ['{} {}', 'line 1, column 4: expected nothing more'],
    ['01', 'line 1, column 2: expected nothing more'],
    ["{'a': 1}", 'line 1, column 2: expected a text in double quotes'],
    ['"a\nb"', 'line 1, column 1: expected a text in double quotes'],
    ['"\\x"', 'line 1, column 1: expected a text in double quotes'],
    ['['.repeat(100_000), 'expected at most 500 levels'],
  ])('%j', (text, reason) => {
    expect(() => canonicalJson(text)).toThrow(reason)
  })
})
