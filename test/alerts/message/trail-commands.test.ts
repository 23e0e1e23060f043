import { describe, expect, test } from '@jest/globals';
import { commandsFor } from '../../../shared/alerts/message/commands.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import type { Step } from '../../../shared/remediation/step.ts';
import { exampleDecision } from '../example-decision.ts';

const trail: Partial<Decision> = {
  scope: 'trail',
  arn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/audit',
  outcome: 'failed',
};
const failed = (step: Step) =>
  commandsFor(
    exampleDecision({
      ...trail,
      steps: [{ step, outcome: 'failed', code: 'AccessDeniedException', why: 'no' }],
    }),
  );

describe('what to type about a trail that could not be put right', () => {
  test('starts it', () => {
    expect(failed({ kind: 'start-logging', trail: 'audit' })).toEqual([
      "aws cloudtrail start-logging --region eu-west-1 --name 'audit'",
    ]);
  });

  test('gives it the selectors that log all of KMS', () => {
    expect(
      failed({
        kind: 'put-event-selectors',
        trail: 'audit',
        selectors: {
          kind: 'basic',
          selectors: [{ readWrite: 'All', management: true, excludedSources: [] }],
        },
      }),
    ).toEqual([
      `aws cloudtrail put-event-selectors --region eu-west-1 --trail-name 'audit' --event-selectors '[{"ReadWriteType":"All","IncludeManagementEvents":true,"DataResources":[],"ExcludeManagementEventSources":[]}]'`,
    ]);
    expect(
      failed({
        kind: 'put-event-selectors',
        trail: 'audit',
        selectors: {
          kind: 'advanced',
          selectors: [{ fields: [{ field: 'eventCategory', equals: ['Management'] }] }],
        },
      }),
    ).toEqual([
      `aws cloudtrail put-event-selectors --region eu-west-1 --trail-name 'audit' --advanced-event-selectors '[{"FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]'`,
    ]);
  });

  test('makes one that is gone again, with the bucket that only people know', () => {
    const [finding] = exampleDecision().findings;
    const findings = finding === undefined ? [] : [{ ...finding, remedy: 'restart-logging' as const }];
    expect(commandsFor(exampleDecision({ ...trail, steps: [], findings }))).toEqual([
      "aws cloudtrail create-trail --region eu-west-1 --name 'audit' --is-multi-region-trail --s3-bucket-name THE-BUCKET-IT-HAD",
      "aws cloudtrail start-logging --region eu-west-1 --name 'audit'",
    ]);
  });
});
