import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policyDiff } from '../../../shared/alerts/message/policy-diff.ts';
import { approvedPolicy, changedPolicy, policyOf } from '../example-policies.ts';

const diff = (before: string, after: string) => policyDiff({ before, after, of: 'change', kind: 'key' });
const one = (more: object) =>
  policyOf({ Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt', Resource: '*', ...more });

describe('the difference between two policies', () => {
  test('is a line for each value that came or went, below the name of its statement', () => {
    expect(diff(approvedPolicy, changedPolicy)).toEqual({
      of: 'change',
      added: 1,
      removed: 1,
      lines: [
        '  statement 2 ("Users")',
        '    "Effect": "Allow"',
        '    "Action": "kms:Decrypt"',
        '    "Action": "kms:Encrypt"',
        '    "Resource": "*"',
        '-   "Principal": {"AWS": "arn:aws:iam::111122223333:role/App"}',
        '+   "Principal": {"AWS": "arn:aws:iam::444455556666:role/x"}',
        '  1 statement unchanged',
      ],
    });
  });

  test('shows a statement that is new, or gone, whole', () => {
    const added = policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' });
    const lines = ['"Effect": "Deny"', '"Principal": "*"', '"Action": "kms:*"', '"Resource": "*"'];
    expect(diff(policyOf(), added)?.lines).toEqual(['+ statement 1', ...lines.map((line) => `+   ${line}`)]);
    expect(diff(added, policyOf())?.lines).toEqual(['- statement 1', ...lines.map((line) => `-   ${line}`)]);
  });

  test('finds a changed statement again that has no Sid', () => {
    const change = diff(one({}), one({ Action: ['kms:Encrypt', 'kms:Decrypt'] }));
    expect(change).toMatchObject({ added: 1, removed: 0 });
    expect(change?.lines[0]).toBe('  statement 1');
  });

  test('tells of what stands beside the statements, too', () => {
    expect(diff('{"Version":"2008-10-17","Statement":[]}', policyOf())?.lines).toEqual([
      '-   "Version": "2008-10-17"',
      '+   "Version": "2012-10-17"',
    ]);
  });

  test.each([
    ['the order of lists', one({ Action: ['kms:A', 'kms:B'] }), one({ Action: ['kms:B', 'kms:A'] })],
    ['the spelling of a list of one', one({ Action: ['kms:A'] }), one({ Action: 'kms:A' })],
    ['white space', one({}), JSON.stringify(JSON.parse(one({})), null, 4)],
  ])('is none where only %s differs', (_, before, after) => {
    expect(diff(before, after)).toBeUndefined();
  });

  test('is none where one of them is no policy', () => {
    for (const text of ['', '{', '[]', 'null', '"x"']) expect(diff(text, approvedPolicy)).toBeUndefined();
  });
});

const statement = fc.record(
  {
    Sid: fc.constantFrom('A', 'B', 'C'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: fc.array(fc.constantFrom('kms:A', 'kms:B', 'kms:C')),
    Condition: fc.dictionary(fc.constantFrom('Bool', 'Null'), fc.dictionary(fc.string(), fc.string())),
  },
  { requiredKeys: ['Effect'] },
);
const policy = fc.array(statement, { maxLength: 5 }).map((statements) => policyOf(...statements));

test('the counts are of the lines that are marked, but for the titles; turned round, they change places', () => {
  fc.assert(
    fc.property(policy, policy, (before, after) => {
      const [there, back] = [diff(before, after), diff(after, before)];
      expect([there?.added, there?.removed]).toEqual([back?.removed, back?.added]);
      expect(diff(before, before)).toBeUndefined();
    }),
  );
});

test('whatever JSON is given, it is compared in time', () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (before, after) => {
      expect(() => diff(before, after)).not.toThrow();
    }),
  );
  const many = (prefix: string) =>
    policyOf(
      ...Array.from({ length: 500 }, (_, index) => ({ Effect: 'Allow', Action: `${prefix}${index}` })),
    );
  const began = performance.now();
  expect(diff(many('a'), many('b'))).toMatchObject({ added: expect.any(Number) });
  expect(
    diff(`${'['.repeat(9000)}${']'.repeat(9000)}`, `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`),
  ).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(2_000);
});
