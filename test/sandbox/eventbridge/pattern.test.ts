import { describe, expect, test } from '@jest/globals';
import { matchesPattern } from '../../../sandbox/eventbridge/pattern.ts';
import { PatternError } from '../../../sandbox/eventbridge/pattern-error.ts';

const of = (...entries: unknown[]) => ({ x: entries });

type Case = readonly [name: string, pattern: unknown, event: unknown, expected: boolean];

const cases: readonly Case[] = [
  ['a field may be any value of the list', of('a', 'b'), { x: 'b' }, true],
  ['every field of the pattern has to match', { x: ['a'], y: ['b'] }, { x: 'a', y: 'c' }, false],
  ['fields the pattern does not name do not matter', of('a'), { x: 'a', y: 1 }, true],
  ['a text is compared with its case', of('a'), { x: 'A' }, false],
  ['the boolean false is not the text "false"', of('false'), { x: false }, false],
  ['the boolean false matches itself', of(false), { x: false }, true],
  ['the number 1 is not the text "1"', of('1'), { x: 1 }, false],
  ['null matches null', of(null), { x: null }, true],
  ['null does not match an absent field', of(null), {}, false],
  ['the empty text matches the empty text only', of(''), { x: null }, false],
  ['an object is never equal to a text', of('a'), { x: { a: 'a' } }, false],
  ['a list in the event matches by any entry', of('b'), { x: ['a', 'b'] }, true],
  ['an empty list in the event matches nothing', of('b'), { x: [] }, false],
  ['one object of a list has to match alone', { x: { a: [1], b: [2] } }, { x: [{ a: 1 }, { b: 2 }] }, false],
  ['an object of a list may match', { x: { a: [1], b: [2] } }, { x: [{ a: 9 }, { a: 1, b: 2 }] }, true],
  ['prefix matches a beginning', of({ prefix: 'us-' }), { x: 'us-east-1' }, true],
  ['prefix never matches a number', of({ prefix: '1' }), { x: 12 }, false],
  ['prefix may ignore case', of({ prefix: { 'equals-ignore-case': 'EU' } }), { x: 'eu-west-1' }, true],
  ['suffix matches an end', of({ suffix: '.png' }), { x: 'a.png' }, true],
  ['suffix may ignore case', of({ suffix: { 'equals-ignore-case': '.PNG' } }), { x: 'a.png' }, true],
  ['suffix does not ignore case by itself', of({ suffix: '.PNG' }), { x: 'a.png' }, false],
  ['equals-ignore-case ignores case', of({ 'equals-ignore-case': 'ALICE' }), { x: 'alice' }, true],
  ['equals-ignore-case takes the whole text', of({ 'equals-ignore-case': 'ali' }), { x: 'alice' }, false],
  ['a wildcard stands for any characters', of({ wildcard: 'dir/*.png' }), { x: 'dir/a/b.png' }, true],
  ['a wildcard may stand for none', of({ wildcard: 'a*b' }), { x: 'ab' }, true],
  ['the ends of a wildcard do not overlap', of({ wildcard: 'aba*aba' }), { x: 'aba' }, false],
  ['the parts of a wildcard come in order', of({ wildcard: '*b*a*' }), { x: 'ab' }, false],
  ['an escaped star is a star', of({ wildcard: 'a\\*' }), { x: 'ab' }, false],
  ['a wildcard never matches a number', of({ wildcard: '*' }), { x: 1 }, false],
  ['anything-but excludes one value', of({ 'anything-but': 'a' }), { x: 'a' }, false],
  ['anything-but lets others pass', of({ 'anything-but': 'a' }), { x: 'b' }, true],
  ['anything-but excludes every value of its list', of({ 'anything-but': ['a', 'b'] }), { x: 'b' }, false],
  ['anything-but excludes numbers', of({ 'anything-but': [100, 200] }), { x: 100 }, false],
  ['anything-but wants the field to be there', of({ 'anything-but': 'a' }), {}, false],
  ['anything-but matches a list with another entry', of({ 'anything-but': 'a' }), { x: ['a', 'b'] }, true],
  ['anything-but matches null and booleans', of({ 'anything-but': 'a' }), { x: null }, true],
  ['anything-but excludes a prefix', of({ 'anything-but': { prefix: 'in' } }), { x: 'initial' }, false],
  [
    'anything-but excludes any of several prefixes',
    of({ 'anything-but': { prefix: ['b', 'a'] } }),
    { x: 'ab' },
    false,
  ],
  ['anything-but excludes a suffix', of({ 'anything-but': { suffix: '.png' } }), { x: 'a.txt' }, true],
  [
    'anything-but excludes a wildcard',
    of({ 'anything-but': { wildcard: '*/lib/*' } }),
    { x: 'a/lib/b' },
    false,
  ],
  [
    'anything-but may ignore case',
    of({ 'anything-but': { 'equals-ignore-case': ['A', 'B'] } }),
    { x: 'b' },
    false,
  ],
  ['a number equals', of({ numeric: ['=', 5] }), { x: 5 }, true],
  ['a numeric range has its bounds', of({ numeric: ['>', 0, '<=', 5] }), { x: 5 }, true],
  ['an open bound is outside the range', of({ numeric: ['>', 0, '<=', 5] }), { x: 0 }, false],
  ['numeric never matches a text of digits', of({ numeric: ['=', 5] }), { x: '5' }, false],
  ['an address in the range matches', of({ cidr: '10.0.0.0/24' }), { x: '10.0.0.255' }, true],
  ['an address outside the range does not', of({ cidr: '10.0.0.0/24' }), { x: '10.0.1.0' }, false],
  ['IPv6 ranges match', of({ cidr: '2001:db8::/32' }), { x: '2001:db8::1' }, true],
  ['a service name is no address', of({ cidr: '0.0.0.0/0' }), { x: 'kms.amazonaws.com' }, false],
  ['exists true matches any value, even null', of({ exists: true }), { x: null }, true],
  ['exists true does not match an object', of({ exists: true }), { x: { a: 1 } }, false],
  ['exists false matches an absent field', of({ exists: false }), {}, true],
  ['exists false matches where the parent is absent too', { x: { y: [{ exists: false }] } }, {}, true],
  ['exists false matches a field that holds an object', of({ exists: false }), { x: { a: 1 } }, true],
  ['exists false does not match null', of({ exists: false }), { x: null }, false],
  [
    'exists false sees every object of a list',
    { x: { a: [{ exists: false }] } },
    { x: [{ a: 1 }, { b: 1 }] },
    false,
  ],
  ['exists false beside a value means absent or that value', of('a', { exists: false }), {}, true],
  ['$or matches by one branch', { $or: [{ x: [1] }, { y: [2] }] }, { x: 9, y: 2 }, true],
  ['$or needs one branch', { $or: [{ x: [1] }, { y: [2] }] }, { x: 2, y: 1 }, false],
  ['$or stands beside other fields', { z: [3], $or: [{ x: [1] }, { y: [2] }] }, { x: 1, z: 4 }, false],
  ['$or works below a field', { d: { $or: [{ x: [1] }, { y: [2] }] } }, { d: { y: 2 } }, true],
  ['an inherited name is not a field', { constructor: [{ exists: false }] }, {}, true],
];

describe('An event pattern', () => {
  test.each(cases)('%s', (_name, pattern, event, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });
});

const branches = (count: number) => Array.from({ length: count }, (_, index) => ({ x: [index] }));

const refused: readonly (readonly [name: string, pattern: unknown, at: string])[] = [
  ['what is no object', ['a'], '$'],
  ['an empty object', {}, '$'],
  ['an empty object below', { a: {} }, '$.a'],
  ['a value outside a list', { a: 'b' }, '$.a'],
  ['an empty list', { a: [] }, '$.a'],
  ['a list in a list', { a: [['b']] }, '$.a[0]'],
  ['an unknown operator', { a: ['b', { sufix: 'c' }] }, '$.a[1]'],
  ['an operator called like an inherited name', { a: [{ toString: 'c' }] }, '$.a[0]'],
  ['two operators in one object', { a: [{ prefix: 'b', suffix: 'c' }] }, '$.a[0]'],
  ['a prefix that is a number', { a: [{ prefix: 1 }] }, '$.a[0].prefix'],
  ['anything-but without a value', { a: [{ 'anything-but': [] }] }, '$.a[0].anything-but'],
  ['anything-but of mixed kinds', { a: [{ 'anything-but': ['b', 1] }] }, '$.a[0].anything-but'],
  ['anything-but of a boolean', { a: [{ 'anything-but': true }] }, '$.a[0].anything-but'],
  [
    'anything-but with numeric inside',
    { a: [{ 'anything-but': { numeric: ['=', 1] } }] },
    '$.a[0].anything-but',
  ],
  ['a numeric bound that is a text', { a: [{ numeric: ['>', '1'] }] }, '$.a[0].numeric'],
  ['an upper bound before a lower one', { a: [{ numeric: ['<', 5, '>', 1] }] }, '$.a[0].numeric'],
  ['an empty numeric range', { a: [{ numeric: ['>', 5, '<', 5] }] }, '$.a[0].numeric'],
  ['a number beyond five billion', { a: [{ numeric: ['>', 6e9] }] }, '$.a[0].numeric'],
  ['an address range too narrow', { a: [{ cidr: '10.0.0.0/33' }] }, '$.a[0].cidr'],
  ['exists that is a text', { a: [{ exists: 'true' }] }, '$.a[0].exists'],
  ['two stars in a row', { a: [{ wildcard: 'b**' }] }, '$.a[0].wildcard'],
  ['a $or of one branch', { $or: [{ a: ['b'] }] }, '$.$or'],
  ['a $or with an empty branch', { $or: [{ a: ['b'] }, {}] }, '$.$or[1]'],
  ['more than a thousand combinations', { $or: branches(32), a: { $or: branches(32) } }, '$'],
  ['more than 2048 characters', { a: ['b'.repeat(2048)] }, '$'],
];

describe('An event pattern is refused for', () => {
  test.each(refused)('%s', (_name, pattern, at) => {
    expect(() => matchesPattern(pattern, {})).toThrow(PatternError);
    expect(() => matchesPattern(pattern, {})).toThrow(expect.objectContaining({ at }));
  });
});
