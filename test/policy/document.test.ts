import { describe, expect, test } from '@jest/globals';
import { isSurelySound, MAX_BYTES, readDocument } from '../../shared/policy/document.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';

const MALFORMED = 'MalformedPolicyDocumentException';

function refused(source: string | object, maxBytes = MAX_BYTES): object {
  try {
    readDocument(source, maxBytes);
  } catch (error) {
    if (error instanceof PolicyError) return { ...error, name: error.name, message: error.message };
  }
  throw new Error('it was taken');
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('R-JSON: the size', () => {
  test.each<[string, string | object]>([
    ['text', '{"Id":"é"}'],
    ['bytes', Buffer.from('{"Id":"é"}')],
    ['an object, as JSON would write it', { Id: 'é' }],
  ])('of %s is counted in bytes, and may be all that is allowed', (_what, source) => {
    expect(readDocument(source, 11).value).toEqual({ Id: 'é' });
    expect(refused(source, 10)).toEqual({
      name: 'PolicyError',
      code: 'TooLarge',
      message: 'the policy has at least 11 bytes; a key policy may have 10',
      hint: expect.stringContaining('Leave out'),
      path: '$',
      answer: 'LimitExceededException',
    });
  });

  test('of bytes is looked at before they are decoded', () => {
    expect(refused(Buffer.alloc(11, 0xff), 10)).toMatchObject({ code: 'TooLarge' });
  });

  test('of an object is looked at while it is read, as far as it is known', () => {
    const endless = { Id: 'x'.repeat(100), Statement: () => 'what is no JSON' };
    expect(refused(endless, 50)).toMatchObject({ code: 'TooLarge' });
    expect(readDocument([1, [2, 3]], 9).value).toEqual([1, [2, 3]]);
    expect(readDocument('"ab"', 4).value).toBe('ab');
  });
});

describe('R-JSON: a key that is there twice', () => {
  test.each([
    ['{"Id":"a","Id":"b"}', 11],
    ['{"Id":"a","Id" :"b"}', 11],
    ['{"Id":{"x":1,"x"  :2}}', 14],
    ['[{"Id":null},{"Id":[],"Id":{}}]', 23],
    [String.raw`{"Id":"\":","\u0049d":1}`, 13],
  ])('in %s', (text, column) => {
    expect(refused(text)).toMatchObject({
      code: 'DuplicateKey',
      hint: 'Keep one of the two.',
      line: 1,
      column,
      answer: MALFORMED,
    });
  });

  test('is told from one key in each of several objects', () => {
    const text = '{"a":[{"a":1},{"a":{"a":null}}],"b":"\\":"}';
    expect(readDocument(text, MAX_BYTES)).toEqual({ value: JSON.parse(text), text });
  });
});

describe('R-JSON: a count alone tells', () => {
  const isSure = (text: string) => isSurelySound(JSON.parse(text), text);

  test.each([
    '7',
    'null',
    '[]',
    '"Id"',
    '{"Statement":[{"Sid":"a:b","Effect" : "Allow"},{"Action":["x",null,true]},{}],"Id":{"a":{"b":1}}}',
    nested(12),
  ])('that %s is sound', (text) => {
    expect(isSure(text)).toBe(true);
  });

  test.each(['{"a":1,"a":2}', '{"a":1,"b":{"c":1,"c" :2}}', '{"a":"\\":"}', nested(13)])(
    'nothing about %s',
    (text) => {
      expect(isSure(text)).toBe(false);
    },
  );
});

describe('R-JSON: nested more than twelve levels deep', () => {
  const lists = (levels: number): unknown => (levels === 0 ? 'x' : [lists(levels - 1)]);
  const objects = (levels: number): unknown => (levels === 0 ? 'x' : { a: objects(levels - 1) });

  test('is too deep, as text and as an object', () => {
    for (const make of [lists, objects]) {
      const [just, more] = [make(12), make(13)] as [object, object];
      expect(readDocument(just, MAX_BYTES).value).toEqual(just);
      expect(readDocument(JSON.stringify(just), MAX_BYTES).value).toEqual(just);
      expect(refused(more)).toMatchObject({ code: 'TooDeep', path: '$' });
      expect(refused(JSON.stringify(more))).toMatchObject({ code: 'TooDeep', line: 1, answer: MALFORMED });
    }
  });

  test('with nothing inside is too deep, too', () => {
    expect(readDocument(nested(12), MAX_BYTES).value).toEqual(JSON.parse(nested(12)));
    expect(refused(nested(13))).toMatchObject({ code: 'TooDeep', column: 13 });
  });
});

describe('R-JSON: what is no text of a policy', () => {
  test('syntax', () => {
    expect(refused('{\n"Id" 1}')).toMatchObject({
      code: 'InvalidJson',
      message: ': is wanted here',
      hint: expect.stringContaining('Correct the JSON'),
      path: '$',
      line: 2,
      column: 6,
      answer: MALFORMED,
    });
  });

  test('bytes that are no UTF-8 have no line', () => {
    expect(refused(Buffer.from([0x22, 0xff, 0x22]))).toEqual({
      name: 'PolicyError',
      code: 'InvalidEncoding',
      message: 'the policy is not valid UTF-8',
      hint: 'Save the policy as UTF-8 text.',
      path: '$',
      answer: MALFORMED,
    });
  });

  test.each([
    ['{"Id":\n "\u20ac"}', 'U+20AC', 2, 3],
    ['{"Id":\n"a\\u20ac"}', 'U+20AC', 2, 3],
    ['{"Id":"\x00"}', 'U+0000', 1, 8],
    ['{"Id":"\\u009f"}', 'U+009F', 1, 8],
    ['{"Id":"😀"}', 'U+1F600', 1, 8],
  ])('a character that may not be there: %j', (text, name, line, column) => {
    const message = `the character ${name} may not be in a key policy`;
    expect(refused(text)).toMatchObject({
      code: 'InvalidCharacter',
      message: expect.stringContaining(message),
      path: '$',
      line,
      column,
    });
  });

  test('every character that may be there is taken, as it is and as an escape', () => {
    for (const text of [
      '["\\t\\n\\r ~\u00a0\u00ff"]',
      '["\\u0009\\u000a\\u000D\\u0020\\u007e\\u00A0\\u00ff"]',
    ]) {
      expect(readDocument(text, MAX_BYTES).value).toEqual(['\t\n\r ~\u00a0\u00ff']);
    }
    expect(refused({ Id: '\u007f' })).toMatchObject({ code: 'InvalidCharacter', path: '$.Id' });
  });
});

describe('R-JSON: an object', () => {
  test('is copied as JSON has it', () => {
    const plain = Object.assign(Object.create(null), { Id: null, Version: undefined, a: [true, 1, ['x']] });
    const { value, text } = readDocument(plain, MAX_BYTES);
    expect(value).toEqual({ Id: null, a: [true, 1, ['x']] });
    expect(Object.keys(value as object)).toEqual(['Id', 'a']);
    expect(text).toBeUndefined();
  });

  test.each<[string, unknown, string]>([
    ['nothing in a list', [undefined], '$.Id[0]'],
    ['a symbol', Symbol('x'), '$.Id'],
    ['no number', Number.NaN, '$.Id'],
    ['a function in a list', ['x', { y: () => 'x' }], '$.Id[1].y'],
    ['an instance of a class', new Map(), '$.Id'],
  ])('with %s is no JSON', (_what, Id, path) => {
    expect(refused({ Id })).toMatchObject({ code: 'InvalidShape', path, answer: MALFORMED });
  });

  test('that throws when it is read cannot be read', () => {
    const thrower = {
      get Id(): never {
        throw new RangeError('no');
      },
    };
    expect(refused({ a: thrower })).toMatchObject({ code: 'InvalidShape', path: '$' });
  });
});
