import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { alertEventJsonSchema } from '../../../shared/alerts/eventbridge/alert-event-schema.ts';
import { entryBytes, MOST_BYTES } from '../../../shared/alerts/eventbridge/event-entry.ts';
import { alertEntry } from '../../../shared/alerts/eventbridge/eventbridge.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { isRecord } from '../../../shared/events/json.ts';
import { exampleDecision, failedDecision, keyArn } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomNotice } from '../random-notice.ts';
import { checkBy } from '../schemas/schema.ts';

const published = '../../../docs/schemas/alert-event.schema.json';
const check = await checkBy(published);
const detailOf = (...[notice]: Parameters<typeof alertEntry>) => JSON.parse(alertEntry(notice).Detail ?? '');

test('the published schema is what the code says: npm run rules writes it', async () => {
  const file = await readFile(
    new URL('../../../docs/schemas/alert-event.schema.json', import.meta.url),
    'utf8',
  );
  expect(JSON.parse(file)).toEqual(alertEventJsonSchema());
});

test('every notice is an event that the published schema takes, has a member of every kind declared, and fits in an entry', () => {
  const declared = new Ajv2020({ strict: false, validateFormats: false }).compile(
    closed(alertEventJsonSchema()),
  );
  fc.assert(
    fc.property(randomNotice, (notice) => {
      const entry = alertEntry(notice);
      const detail: unknown = JSON.parse(entry.Detail ?? '');
      expect(check(detail)).toEqual([]);
      expect([declared(detail), declared.errors]).toEqual([true, null]);
      expect(entryBytes(entry)).toBeLessThanOrEqual(MOST_BYTES);
    }),
  );
});

/** The same schema, in which nothing is let through that is not declared. */
function closed(schema: unknown): Record<string, unknown> {
  const close = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(close);
    if (!isRecord(part)) return part;
    const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, close(value)]));
    return isRecord(part.properties) ? { ...inner, additionalProperties: false } : inner;
  };
  return close(schema) as Record<string, unknown>;
}

test.each([
  ['another version', { schemaVersion: '2.0' }],
  ['a severity that there is not', { severity: 'grave' }],
  ['no time', { decidedAt: 'yesterday' }],
  ['no findings', { findings: undefined }],
])('the published schema refuses an event with %s', (_, wrong) => {
  const detail = detailOf(composeMessage(exampleDecision()));
  expect(check(detail)).toEqual([]);
  expect(check({ ...detail, ...wrong })).not.toEqual([]);
});

test('a change says what, who, what it broke, and what was done, and names the key as its resource', () => {
  const entry = alertEntry(composeMessage(exampleDecision({ team: 'billing' })));
  expect(entry).toMatchObject({
    Source: 'kms-guardian',
    DetailType: 'KMS Guardian Alert',
    Time: new Date('2026-11-24T10:00:00Z'),
    Resources: [keyArn],
  });
  expect(JSON.parse(entry.Detail ?? '')).toMatchObject({
    schemaVersion: '1.0',
    kind: 'change',
    incident: `kms-guardian/${keyArn}/no-public-access+policy-drift`,
    cause: 'no-public-access+policy-drift',
    severity: 'critical',
    outcome: 'remediated',
    putRight: true,
    truncated: false,
    thing: { type: 'key', arn: keyArn, name: 'alias/payments', class: 'payments', team: 'billing' },
    change: { operation: 'PutKeyPolicy', service: 'kms', actor: 'arn:aws:iam::111122223333:role/Admin' },
    findings: [{ rule: 'policy-drift', putRight: true, excused: false }, { rule: 'no-public-access' }],
  });
});

test('what could not be put right is not told as put right, and comes with the command', () => {
  expect(detailOf(composeMessage(failedDecision()))).toMatchObject({
    putRight: false,
    severity: 'critical',
    commands: [expect.stringMatching(/^aws kms put-key-policy --region eu-west-1 /)],
  });
});

test('a summary has a detail-type of its own, and counts', () => {
  const entry = alertEntry(exampleSummary());
  expect(entry.DetailType).toBe('KMS Guardian Summary');
  expect(JSON.parse(entry.Detail ?? '')).toMatchObject({
    kind: 'mass',
    count: 12,
    putRight: false,
    outcomes: { remediated: 11, failed: 1 },
    alerts: [{ arn: keyArn }],
  });
});

test('what does not fit is cut and says so, and no command is cut in two', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const findings = Array.from({ length: 100 }, () => ({ ...finding, message: 'x'.repeat(10_000) }));
  const detail = detailOf(composeMessage({ ...failedDecision('p'.repeat(3000)), findings }));
  expect(detail.truncated).toBe(true);
  expect(detail.findings.length).toBeLessThan(100);
  expect(detail.commands).toEqual([]);
});
