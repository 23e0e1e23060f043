import { expect, test } from '@jest/globals';
import { jsonFault, jsonOffset, lineAndColumn, memberPath } from '../../shared/policy/json-positions.ts';

test.each([
  '{}',
  '[]',
  ' { "a" : [ 1 , -0.25e+10, 1E2, true, false, null ] , "b" : { } }\r\n\t',
  String.raw`["\"\\\/\b\f\n\r\t\u00e9\uABCD", "é"]`,
  '0',
])('%s has no fault', (text) => {
  expect(jsonFault(text, 2)).toBeUndefined();
});

test.each<[string, string, number, string]>([
  ['', 'the text ends too early', 0, '$'],
  ['{', 'a string in double quotes is wanted', 1, '$'],
  ['{"a"', 'the text ends too early', 4, '$'],
  ['{"a" 1}', ': is wanted here', 5, '$'],
  ['{"a":', 'the text ends too early', 5, '$.a'],
  ['{"a":}', 'a value cannot begin with "}"', 5, '$.a'],
  ['{"a":1', 'the text ends too early', 6, '$'],
  ['{"a":1 "b":2}', ', or } is wanted here', 7, '$'],
  ['{"a":1,}', 'a string in double quotes is wanted', 7, '$'],
  ['{a:1}', 'a string in double quotes is wanted', 1, '$'],
  ['[1 2]', ', or ] is wanted here', 3, '$'],
  ['[1,,2]', 'a value cannot begin with ","', 3, '$[1]'],
  ['[1,2,nul]', 'a value cannot begin with "n"', 5, '$[2]'],
  ['["a', 'this string does not end, or holds a bare control character', 1, '$[0]'],
  ['["a\tb"]', 'this string does not end, or holds a bare control character', 1, '$[0]'],
  [String.raw`["\x"]`, 'this string does not end, or holds a bare control character', 1, '$[0]'],
  [String.raw`["\u00e"]`, 'this string does not end, or holds a bare control character', 1, '$[0]'],
  ['[01]', ', or ] is wanted here', 2, '$'],
  ['[1.]', ', or ] is wanted here', 2, '$'],
  ['[1e]', ', or ] is wanted here', 2, '$'],
  ['{} x', 'there is text after the end of the document', 3, '$'],
])('%s: %s', (text, message, offset, path) => {
  expect(jsonFault(text, 9)).toEqual({ kind: 'syntax', message, offset, path });
});

test('a key that is there twice is found at its second place, however it is spelled', () => {
  expect(jsonFault(String.raw`{"a":1,"b":{"a":2},"\u0061":3}`, 9)).toEqual({
    kind: 'duplicate',
    message: 'the key "a" is there twice',
    offset: 19,
    path: '$.a',
  });
});

test.each([
  ['[[1],[[]]]', 6, '$[1][0]'],
  ['{"a":{},"b":{"c d":{}}}', 19, '$.b["c d"]'],
])('%s is nested too deep for two levels', (text, offset, path) => {
  const message = 'it is nested more than 2 levels deep';
  expect(jsonFault(text, 2)).toEqual({ kind: 'depth', message, offset, path });
  expect(jsonFault(text, 3)).toBeUndefined();
});

test.each([
  ['$', 1],
  ['$.a', 8],
  ['$.a[1]', 14],
  ['$.a[1]["aws:x"]', 24],
  ['$.b', undefined],
  [undefined, undefined],
])('the value of %s begins at %s', (path, offset) => {
  expect(jsonOffset(' { "a": [true,{"aws:x" :"y"}] }', path)).toBe(offset);
});

test('lines and columns are counted from 1', () => {
  const at = (offset: number) => lineAndColumn('ab\n\ncd', offset);
  expect([0, 2, 3, 4, 5].map(at)).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
  ]);
});

test('a name of more than letters, digits and underscores is quoted in a path', () => {
  expect(['Sid', 'a_1', 'x:y', 'a b', '"', ''].map((name) => memberPath('$', name))).toEqual([
    '$.Sid',
    '$.a_1',
    '$["x:y"]',
    '$["a b"]',
    String.raw`$["\""]`,
    '$[""]',
  ]);
});
