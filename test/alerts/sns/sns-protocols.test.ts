import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonBytes } from '../../../shared/alerts/clip.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { attributesOf, snsMessage } from '../../../shared/alerts/sns/sns.ts';
import { snsProtocolBodies } from '../../../shared/alerts/sns/sns-protocols.ts';
import { exampleDecision } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomNotice } from '../random-notice.ts';
import { checkBy } from '../schemas/schema.ts';

const check = await checkBy('../../../docs/schemas/alert-event.schema.json');

test('the bodies of all protocols together are one message, machines read the published event, a telephone one line', () => {
  fc.assert(
    fc.property(randomNotice, (notice) => {
      const bodies = snsProtocolBodies(notice);
      expect(jsonBytes(bodies)).toBeLessThanOrEqual(256 * 1024);
      expect(bodies.sms).toMatch(/^KMS Guardian, [\x20-\x7e]{1,126}$/);
      expect(bodies.default).not.toBe('');
      const machines = new Set([bodies.sqs, bodies.lambda, bodies.http, bodies.https]);
      expect([...machines].map((event) => check(JSON.parse(event)))).toEqual([[]]);
    }),
    { numRuns: 40 },
  );
});

test('a notice published to one body or to many has subject and attributes that SNS takes', () => {
  fc.assert(
    fc.property(randomNotice, fc.boolean(), (notice, perProtocol) => {
      const { Subject, Message = '', MessageAttributes = {} } = snsMessage(notice, perProtocol);
      expect(Subject).toMatch(/^KMS Guardian - [\x20-\x7e]{0,84}$/);
      const attributes = Object.entries(MessageAttributes).flatMap(
        ([name, { DataType = '', StringValue = '' }]) => {
          expect(StringValue).not.toBe('');
          return [name, DataType, StringValue];
        },
      );
      const texts = [Message, ...attributes];
      expect(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThanOrEqual(256 * 1024);
    }),
    { numRuns: 40 },
  );
});

test('people read the text, machines the event', () => {
  const { email, lambda } = snsProtocolBodies(composeMessage(exampleDecision()));
  expect(email).toMatch(/^Reverted: role\/Admin/);
  expect(email).not.toContain('schemaVersion');
  expect(JSON.parse(lambda)).toMatchObject({ schemaVersion: '1.0', kind: 'change', outcome: 'remediated' });
});

test('a summary is told as text, and filtered by severity, kind and account', () => {
  const summary = exampleSummary();
  expect(snsProtocolBodies(summary).email).toContain(
    'The worst\n  - Critical: NOT PUT RIGHT: role/Admin scheduled key alias/payments',
  );
  expect(Object.keys(attributesOf(summary)).sort()).toEqual(['account', 'kind', 'severity']);
  const { Message = '' } = snsMessage(summary, false);
  expect(JSON.parse(Message.split('\n').at(-1) ?? '')).toEqual(summary);
});
