import { describe, expect, test } from '@jest/globals';
import { parsePolicy, parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';

const WHERE = { account: '111122223333' };
const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
const TEXT = JSON.stringify({ Version: '2012-10-17', Statement: [STATEMENT] }, null, 2);

/** What parsing throws, or undefined. */
function failure(source: string | object): PolicyError | undefined {
  try {
    parsePolicy(source, WHERE);
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) {
      return error;
    }
    throw error;
  }
}

describe('R-SHAPE: parsePolicy', () => {
  test('reads text, bytes and an object to the same policy', () => {
    const fromText = parsePolicy(TEXT, WHERE);
    expect(parsePolicy(JSON.parse(TEXT) as object, WHERE)).toEqual(fromText);
    expect(parsePolicy(Buffer.from(TEXT), WHERE)).toEqual(fromText);
    expect(fromText.statements[0]?.actions).toEqual(new Set(['kms:Decrypt']));
  });

  test('takes an account ID and the ARN of its root user for the same', () => {
    const [byId, byArn] = ['111122223333', 'arn:aws:iam::111122223333:root'].map((name) =>
      parsePolicy({ Statement: { ...STATEMENT, Principal: { AWS: name } } }, WHERE),
    );
    expect(byId).toEqual(byArn);
  });

  test('resolves wildcards to the 45 actions on a key', () => {
    expect(
      parsePolicy({ Statement: { ...STATEMENT, Action: 'kms:*' } }, WHERE).statements[0]?.actions.size,
    ).toBe(45);
  });

  test('spells condition keys and operators as published', () => {
    const Condition = { stringequalsifexists: { 'AWS:principalarn': 'x' } };
    const { statements } = parsePolicy({ Statement: { ...STATEMENT, Condition } }, WHERE);
    expect(statements[0]?.conditions).toEqual([
      { operator: 'StringEquals', ifExists: true, key: 'aws:PrincipalArn', values: ['x'] },
    ]);
  });

  test('names the place of a wrong value in the text', () => {
    expect(failure(TEXT.replace('"Allow"', '"allow"'))).toMatchObject({
      code: 'InvalidValue',
      path: '$.Statement[0].Effect',
      line: 5,
      column: 17,
      answer: 'MalformedPolicyDocumentException',
    });
  });

  test('names the place of a syntax error', () => {
    expect(failure('{\n  "Statement": [,]\n}')).toMatchObject({ code: 'InvalidJson', line: 2, column: 17 });
  });

  test('refuses a key that is there twice, and says where', () => {
    const twice = TEXT.replace('"Effect"', '"Principal": {"AWS": "111122223333"}, "Effect"');
    expect(failure(twice)).toMatchObject({ code: 'DuplicateKey', path: '$.Statement[0].Principal', line: 6 });
  });

  test('takes a string that looks like a key for a string', () => {
    expect(failure(TEXT.replace('"Effect"', '"Sid": "a\\":b", "Effect"'))).toBeUndefined();
  });

  test('answers a policy over 32 KB as KMS does', () => {
    expect(failure(TEXT + ' '.repeat(32_768))).toMatchObject({
      code: 'TooLarge',
      answer: 'LimitExceededException',
    });
  });

  test.each([
    ['no statement', {}, 'InvalidShape'],
    [
      'one condition key in two spellings',
      {
        Statement: {
          ...STATEMENT,
          Condition: { StringEquals: { 'aws:PrincipalArn': 'x', 'AWS:principalarn': 'y' } },
        },
      },
      'DuplicateKey',
    ],
    ['an unknown element', { Statement: { ...STATEMENT, Actions: 'kms:*' } }, 'InvalidShape'],
    ['an unknown version', { Version: '2020-01-01', Statement: [] }, 'InvalidValue'],
    ['no principal', { Statement: { ...STATEMENT, Principal: undefined } }, 'InvalidShape'],
    ['both Action and NotAction', { Statement: { ...STATEMENT, NotAction: 'kms:*' } }, 'InvalidShape'],
    [
      'a wildcard in a principal',
      { Statement: { ...STATEMENT, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } } },
      'InvalidPrincipal',
    ],
    [
      'an unknown kind of principal',
      { Statement: { ...STATEMENT, Principal: { Aws: '*' } } },
      'InvalidShape',
    ],
    ['an action without its service', { Statement: { ...STATEMENT, Action: 'Decrypt' } }, 'InvalidAction'],
    [
      'an unknown operator',
      { Statement: { ...STATEMENT, Condition: { StringMatches: { 'aws:PrincipalArn': 'x' } } } },
      'InvalidOperator',
    ],
    [
      'a number that is none',
      { Statement: { ...STATEMENT, Condition: { NumericEquals: { 'kms:RotationPeriodInDays': 'x' } } } },
      'InvalidValue',
    ],
  ])('refuses %s', (_name, source, code) => {
    expect(failure(source)).toMatchObject({ code, answer: 'MalformedPolicyDocumentException' });
  });

  test('refuses null as a version', () => {
    expect(failure({ Version: null, Statement: [] })?.code).toBe('InvalidValue');
  });

  test('refuses a number that cannot be kept exactly, and takes one that can', () => {
    const withNumber = (number: string) =>
      failure(
        TEXT.replace('"Effect"', `"Condition": {"StringEquals": {"aws:SourceAccount": ${number}}}, "Effect"`),
      );
    expect(withNumber('1e999')).toMatchObject({ code: 'InvalidValue', line: 5 });
    expect(withNumber('123456789012345678901234567890')?.code).toBe('InvalidValue');
    expect(withNumber('111122223333')).toBeUndefined();
  });

  test('takes the sign for kelvin for no letter of an operator', () => {
    const operator = TEXT.replace(
      '"Effect"',
      String.raw`"Condition": {"StringLi\u212ae": {"aws:SourceVpc": "x"}}, "Effect"`,
    );
    expect(failure(operator)?.code).toBe('InvalidCharacter');
  });

  test('notes what KMS takes and that has no effect', () => {
    const { policy, notes } = parsePolicyWithNotes(
      {
        Statement: [
          { ...STATEMENT, Action: undefined },
          {
            ...STATEMENT,
            Action: ['kms:Decript', 'kms:ListKeys'],
            Condition: { StringEquals: { 'x:y': 'z' } },
          },
        ],
      },
      WHERE,
    );
    expect(policy.statements.map(({ actions }) => actions.size)).toEqual([0, 0]);
    expect(notes[0]?.answer).toBe('MalformedPolicyDocumentException');
    expect(notes.map(({ path }) => path)).toEqual([
      '$.Statement[0]',
      '$.Statement[1].Action',
      '$.Statement[1].Action',
      '$.Statement[1].Condition.StringEquals["x:y"]',
    ]);
  });
});

describe('R-JSON: malformed input gets a PolicyError in bounded time', () => {
  test('text cut short anywhere', () => {
    for (let end = 0; end < TEXT.length; end++) {
      expect(failure(TEXT.slice(0, end))?.line).toBeGreaterThan(0);
    }
  });

  test('deep nesting, as text and as an object', () => {
    const deep = '['.repeat(16_000);
    expect(failure(deep + ']'.repeat(16_000))?.code).toBe('TooDeep');
    expect(failure(`{"Statement":${deep}`)?.code).toBe('TooDeep');
    const circle: { Statement?: object } = {};
    circle.Statement = circle;
    expect(failure(circle)?.code).toBe('TooDeep');
  });

  test('bytes that are no UTF-8', () => {
    expect(failure(Buffer.from([0x7b, 0xff, 0x7d]))?.code).toBe('InvalidEncoding');
  });

  test('a byte order mark, in bytes as in text', () => {
    for (const source of [`\ufeff${TEXT}`, Buffer.from(`\ufeff${TEXT}`)]) {
      expect(failure(source)).toMatchObject({ code: 'InvalidCharacter', line: 1, column: 1 });
    }
  });

  test('a character KMS does not take, in an object as in text', () => {
    const Sid = 'for the café, not for the 咖啡馆';
    expect(failure({ Statement: { ...STATEMENT, Sid } })).toMatchObject({
      code: 'InvalidCharacter',
      path: '$.Statement.Sid',
    });
  });

  test.each([
    ['a Map', new Map([['Bool', { 'aws:SecureTransport': 'true' }]])],
    ['a date', new Date(0)],
    ['a function', () => ({})],
    ['an instance of a class', new (class Conditions {})()],
    ['what an object inherits', Object.create({ Bool: { 'aws:SecureTransport': 'true' } })],
  ])('a condition that JSON would leave out: %s', (_name, Condition) => {
    expect(failure({ Statement: { ...STATEMENT, Condition } })).toMatchObject({
      code: 'InvalidShape',
      path: '$.Statement.Condition',
    });
    expect(failure(Object.create({ Statement: STATEMENT }))?.code).toBe('InvalidShape');
  });

  test('an object that cannot be read', () => {
    const thrower = {
      get Statement(): never {
        throw new RangeError('no');
      },
    };
    expect(failure(thrower)?.code).toBe('InvalidShape');
    expect(failure({ Statement: 1n })).toMatchObject({ code: 'InvalidShape', path: '$.Statement' });
  });

  test('an object that is small in memory and endless in JSON', () => {
    let shared: unknown = '*';
    for (let level = 0; level < 8; level++) {
      shared = new Array(100).fill(shared);
    }
    expect(failure({ Statement: shared as object })?.code).toBe('TooLarge');
    expect(failure({ Statement: new Array(1e9) })?.code).toBe('TooLarge');
  });

  test('a number as long as a policy', () => {
    const Condition = { NumericEquals: { 'kms:RotationPeriodInDays': `${'1'.repeat(32_000)}x` } };
    const began = performance.now();
    expect(failure({ Statement: { ...STATEMENT, Condition } })?.code).toBe('InvalidValue');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
