import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../../../shared/alerts/channel.ts';
import { entryBytes, MOST_BYTES } from '../../../shared/alerts/eventbridge/event-entry.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { ocsfEntry } from '../../../shared/alerts/ocsf/ocsf-channel.ts';
import { exampleDecision, failedDecision, keyArn } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomNotice } from '../random-notice.ts';
import { checkBy } from '../schemas/schema.ts';

const check = await checkBy('ocsf-1.6.0.schema.json');
const checkLater = await checkBy('ocsf-1.8.0.schema.json');
const findingOf = (notice: Notice, createdAt?: string) => JSON.parse(ocsfEntry(notice, createdAt).Detail);

test('every notice is a Detection Finding of OCSF 1.6.0, would be one of 1.8.0, and fits in an entry', () => {
  fc.assert(
    fc.property(randomNotice, fc.boolean(), (notice, again) => {
      const entry = ocsfEntry(notice, again ? '2026-11-24T10:00:00.000Z' : undefined);
      expect(check(JSON.parse(entry.Detail))).toEqual([]);
      expect(checkLater(JSON.parse(entry.Detail))).toEqual([]);
      expect(entryBytes(entry)).toBeLessThanOrEqual(MOST_BYTES);
    }),
  );
});

test.each([
  ['another class', { class_uid: 2001 }],
  ['a severity that there is not', { severity_id: 7 }],
  ['a time that is a text', { time: '2026-11-24T10:00:00Z' }],
  ['no metadata', { metadata: undefined }],
  ['no cloud, which its profile asks for', { cloud: undefined }],
  ['an evidence of nothing', { evidences: [{}] }],
  ['an attribute that the class has not', { headline: 'x' }],
])('OCSF refuses a finding with %s', (_, wrong) => {
  const finding = findingOf(composeMessage(exampleDecision()));
  expect(check(finding)).toEqual([]);
  expect(check({ ...finding, ...wrong })).not.toEqual([]);
});

test('a finding says who called what on which key, and which rules it broke', () => {
  const at = Date.parse('2026-11-24T10:00:00Z');
  expect(findingOf(composeMessage(exampleDecision()))).toMatchObject({
    class_uid: 2004,
    type_uid: 200401,
    severity_id: 5,
    status_id: 4,
    time: Date.parse('2026-11-24T10:00:03.600Z'),
    start_time: at,
    metadata: { version: '1.6.0', profiles: ['cloud'], product: { name: 'KMS Guardian' } },
    cloud: { provider: 'AWS', region: 'eu-west-1', account: { uid: '111122223333', type_id: 10 } },
    finding_info: {
      uid: `kms-guardian/${keyArn}/no-public-access+policy-drift`,
      analytic: { uid: 'no-public-access', type_id: 1 },
      first_seen_time: at,
    },
    resources: [{ uid: keyArn, name: 'alias/payments', type: 'AWS::KMS::Key', labels: ['class:payments'] }],
    evidences: [
      {
        actor: { user: { uid: 'arn:aws:iam::111122223333:role/Admin' } },
        api: { operation: 'PutKeyPolicy', service: { name: 'kms.amazonaws.com' } },
      },
      { data: { rule: 'policy-drift', evidence: ['gained: anyone may Decrypt'] } },
      { data: { rule: 'no-public-access' } },
    ],
  });
});

test('a finding is created once, then brought up to date, and closed when nothing of it is left', () => {
  const opened = '2026-11-24T09:00:00.000Z';
  const failed = composeMessage(failedDecision());
  expect(findingOf(failed)).toMatchObject({ activity_id: 1, status_id: 1, is_alert: true });
  expect(findingOf(failed, opened)).toMatchObject({
    activity_id: 2,
    type_uid: 200402,
    status_id: 1,
    finding_info: { first_seen_time: Date.parse(opened), created_time: Date.parse(opened) },
  });
  expect(findingOf(composeMessage(exampleDecision()), opened)).toMatchObject({
    activity_id: 3,
    type_uid: 200403,
    status_id: 4,
    is_alert: false,
  });
});

test('a mass event is a finding that counts', () => {
  expect(findingOf(exampleSummary())).toMatchObject({
    count: 12,
    status_id: 1,
    resources: [{ uid: keyArn }],
    evidences: [{ data: { arn: keyArn, outcome: 'failed' } }],
    unmapped: { outcomes: { remediated: 11, failed: 1 } },
  });
});
