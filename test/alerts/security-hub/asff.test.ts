import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findingProblem } from '../../../sandbox/securityhub/finding.ts';
import { jsonBytes } from '../../../shared/alerts/clip.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { asffFinding } from '../../../shared/alerts/security-hub/asff.ts';
import { homeOf } from '../../../shared/alerts/security-hub/security-hub.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import { exampleDecision, failedDecision, keyArn } from '../example-decision.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomNotice } from '../random-notice.ts';
import { checkBy } from '../schemas/schema.ts';

const check = await checkBy('asff.schema.json');
const home = homeOf('arn:aws:sns:eu-west-1:999900001111:alerts');
const findingOf = (decision: Decision, createdAt?: string) =>
  asffFinding(composeMessage(decision), home, createdAt);

test('every notice is a finding of the format, which Security Hub has no reason to refuse', () => {
  fc.assert(
    fc.property(randomNotice, (notice) => {
      const finding = asffFinding(notice, home);
      expect(check(finding)).toEqual([]);
      expect(findingProblem(JSON.parse(JSON.stringify(finding)), home)).toBeUndefined();
      expect(jsonBytes(finding)).toBeLessThan(240 * 1024);
    }),
  );
});

test.each([
  ['a title that is too long', { Title: 'x'.repeat(257) }],
  ['an empty description', { Description: ' ' }],
  ['a time without a zone', { UpdatedAt: '2026-11-24 10:00' }],
  ['a label that there is not', { Severity: { Label: 'GRAVE' } }],
  ['a type of no namespace', { Types: ['Keys/Opened'] }],
  ['no resource', { Resources: [] }],
  ['the product of another', { ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty' }],
  ['a member that there is not', { Headline: 'x' }],
])('the format refuses a finding with %s', (_, wrong) => {
  const finding = findingOf(exampleDecision());
  expect(check(finding)).toEqual([]);
  expect(check({ ...finding, ...wrong })).not.toEqual([]);
});

test('a finding is of the account that imports it, about the key where that is', () => {
  expect(findingOf(exampleDecision({ team: 'billing' }))).toMatchObject({
    SchemaVersion: '2018-10-08',
    ProductArn: 'arn:aws:securityhub:eu-west-1:999900001111:product/999900001111/default',
    AwsAccountId: '999900001111',
    Types: ['Software and Configuration Checks/AWS Security Best Practices', 'Effects/Data Exposure'],
    Severity: { Label: 'CRITICAL' },
    FindingProviderFields: { Severity: { Label: 'CRITICAL' } },
    CreatedAt: '2026-11-24T10:00:00.000Z',
    UpdatedAt: '2026-11-24T10:00:03.600Z',
    Resources: [
      {
        Type: 'AwsKmsKey',
        Id: keyArn,
        Partition: 'aws',
        Region: 'eu-west-1',
        Details: {
          AwsKmsKey: { AWSAccountId: '111122223333', KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
          Other: { Name: 'alias/payments', Class: 'payments', Team: 'billing' },
        },
      },
    ],
    Remediation: { Recommendation: { Text: expect.stringContaining('Nothing is left to put right.') } },
    SourceUrl: expect.stringContaining('cloudtrailv2'),
  });
});

describe('one thing and cause is one finding', () => {
  const first = findingOf(failedDecision());

  test('whichever change told it, and in whichever order its rules were found', () => {
    const later = failedDecision();
    const again = { ...later, changeId: 'another', findings: [...later.findings].reverse() };
    expect(findingOf(again).Id).toBe(first.Id);
    expect(first.Id).toBe(`kms-guardian/${keyArn}/no-public-access+policy-drift`);
  });

  test('and not that of another key, or of another rule', () => {
    const other = findingOf({ ...failedDecision(), arn: keyArn.replace('1234', '9999') });
    const [finding] = failedDecision().findings;
    const less = findingOf({ ...failedDecision(), findings: finding === undefined ? [] : [finding] });
    expect(new Set([first.Id, other.Id, less.Id]).size).toBe(3);
  });

  test('however long its name is: the IDs of two long names differ', () => {
    const long = (end: string) =>
      findingOf({ ...failedDecision(), arn: `${keyArn}${'x'.repeat(600)}${end}` });
    expect(long('a').Id?.length).toBeLessThanOrEqual(512);
    expect(long('a').Id).toBe(long('a').Id);
    expect(long('a').Id).not.toBe(long('b').Id);
  });

  test('which keeps the time it was first told when it is brought up to date', () => {
    const later = findingOf(exampleDecision({ decidedAt: '2026-11-25T08:00:00.000Z' }), first.CreatedAt);
    expect(later).toMatchObject({ CreatedAt: first.CreatedAt, UpdatedAt: '2026-11-25T08:00:00.000Z' });
  });
});

test.each<[string, Decision, object]>([
  [
    'put right is resolved, archived and passed',
    exampleDecision(),
    { Workflow: { Status: 'RESOLVED' }, RecordState: 'ARCHIVED', Compliance: { Status: 'PASSED' } },
  ],
  [
    'not put right is new, active and failed',
    failedDecision(),
    { Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } },
  ],
  [
    'put right in part is as if it were not: somebody has to look',
    exampleDecision({
      findings: exampleDecision().findings.map((finding, index) => {
        const { remedy: _, ...told } = finding;
        return index === 0 ? finding : told;
      }),
    }),
    { Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE', Compliance: { Status: 'FAILED' } },
  ],
])('what was %s', (_, decision, state) => {
  expect(findingOf(decision)).toMatchObject(state);
});

test('a mass event is one finding about the worst of its things, the same as it goes on', () => {
  const finding = asffFinding(exampleSummary(), home);
  const later = asffFinding(exampleSummary({ count: 40, until: '2026-11-24T10:09:00Z' }), home);
  expect(finding).toMatchObject({
    Resources: [{ Type: 'AwsKmsKey', Id: keyArn }],
    Workflow: { Status: 'NEW' },
    ProductFields: { 'kms-guardian/count': '12', 'kms-guardian/outcome-failed': '1' },
  });
  expect(later.Id).toBe(finding.Id);
  expect(later.UpdatedAt).toBe('2026-11-24T10:09:00.000Z');
});
