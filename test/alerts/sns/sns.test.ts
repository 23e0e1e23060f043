import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { readableText } from '../../../shared/alerts/sns/readable.ts';
import { attributesOf, subjectOf } from '../../../shared/alerts/sns/sns.ts';
import { snsBody } from '../../../shared/alerts/sns/sns-body.ts';
import { exampleDecision, failedDecision } from '../example-decision.ts';

test('a subject is printable ASCII and shorter than 100 characters, whatever the names are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const subject = subjectOf(composeMessage(exampleDecision({ aliases: [name] })));
      expect(subject).toMatch(/^[A-Za-z0-9][\x20-\x7e]{0,98}$/);
    }),
  );
});

test('the attributes are what subscriptions filter on, each rule once', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const twice = exampleDecision({ findings: [finding, finding] });
  expect(attributesOf(composeMessage(twice))).toEqual({
    kind: { DataType: 'String', StringValue: 'change' },
    severity: { DataType: 'String', StringValue: 'high' },
    outcome: { DataType: 'String', StringValue: 'remediated' },
    account: { DataType: 'String', StringValue: '111122223333' },
    keyClass: { DataType: 'String', StringValue: 'payments' },
    rule: { DataType: 'String.Array', StringValue: '["policy-drift"]' },
  });
});

test('a message without findings has no empty rule attribute, which SNS refuses', () => {
  expect(attributesOf(composeMessage(exampleDecision({ findings: [] })))).not.toHaveProperty('rule');
});

test('the text tells each finding with its evidence below it, and the command to type', () => {
  const text = readableText(composeMessage(failedDecision()));
  expect(text).toContain(
    'What it broke\n  - policy-drift (high): The key policy gives access that its approved baseline does not.\n' +
      '  - no-public-access (critical): Anyone may use the key.\n      statement 1 names *\n',
  );
  expect(text).toMatch(/\nCommands\n {2}aws kms put-key-policy --region eu-west-1 /);
});

test('the body reads as text, and its last line is the decision', () => {
  const decision = exampleDecision();
  const body = snsBody(composeMessage(decision));
  expect(body).toMatch(/^Reverted: role\/Admin/);
  expect(body).toContain('policy-drift (high): The key policy gives access');
  expect(JSON.parse(body.split('\n').at(-1) ?? '')).toEqual(decision);
});

test.each([
  ['many findings', '\u{1F511}'.repeat(1000), 100],
  ['one endless text', '\u00e9'.repeat(400_000), 1],
])('a body with %s stays below 256 KB, and says that it was cut', (_, text, times) => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const findings = Array.from({ length: times }, () => ({ ...finding, message: text }));
  const body = snsBody(composeMessage(exampleDecision({ findings })));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(256 * 1024);
  expect(body).toContain('[cut here');
  expect(body).not.toContain('\uFFFD');
  expect(JSON.parse(body.split('\n').at(-1) ?? '')).toMatchObject({ truncated: true, keyClass: 'payments' });
});
