import { expect, test } from '@jest/globals';
import { offeredPresses } from '../../../shared/alerts/message/offered.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import type { Press } from '../../../shared/standard/standard.ts';
import { exampleDecision, failedDecision } from '../example-decision.ts';
import { askedDecision } from '../example-policies.ts';

const { findings, change } = exampleDecision();
const exemption = { why: 'a test', by: 'somebody', until: '2027-01-01' } as unknown as NonNullable<
  Decision['findings'][number]['exemption']
>;
const disabled = { ...change, operation: 'DisableKey', details: {} } as Decision['change'];
const [drift, open] = findings;

test.each<[string, Decision, readonly Press[]]>([
  ['a policy that a person is asked about', askedDecision(), ['revert', 'accept', 'exempt', 'snooze']],
  [
    'a policy that differs from the approved one, and the standard only tells it',
    exampleDecision({ outcome: 'alerted', steps: [], findings: drift ? [drift] : [] }),
    ['revert', 'accept', 'exempt', 'snooze'],
  ],
  [
    'a policy that breaks a rule, too, which no approval mends',
    exampleDecision({ outcome: 'alerted', steps: [] }),
    ['revert', 'exempt', 'snooze'],
  ],
  ['what could not be put right', failedDecision(), ['revert', 'exempt', 'snooze']],
  [
    'what a breaker holds',
    exampleDecision({ outcome: 'held', steps: [] }),
    ['close-breaker', 'revert', 'exempt', 'snooze'],
  ],
  ['what has been put right', exampleDecision(), ['exempt', 'snooze']],
  [
    'what has been put right before',
    exampleDecision({ outcome: 'already-right', steps: [] }),
    ['exempt', 'snooze'],
  ],
  ['a change in which nothing is wrong', exampleDecision({ outcome: 'clean', findings: [] }), []],
  [
    'what nothing puts right',
    exampleDecision({ outcome: 'alerted', findings: findings.map(({ remedy: _, ...finding }) => finding) }),
    ['accept', 'exempt', 'snooze'],
  ],
  [
    'what an exemption lets stand',
    exampleDecision({ outcome: 'alerted', findings: findings.map((finding) => ({ ...finding, exemption })) }),
    ['exempt', 'snooze'],
  ],
  [
    'a change of something other than the policy',
    exampleDecision({ outcome: 'alerted', change: disabled }),
    ['revert', 'exempt', 'snooze'],
  ],
  [
    'a policy that breaks a rule, and is as it was approved',
    exampleDecision({ outcome: 'alerted', findings: open ? [open] : [] }),
    ['revert', 'exempt', 'snooze'],
  ],
])('%s can be decided by these buttons', (_, decision, presses) => {
  expect(offeredPresses(decision)).toEqual(presses);
});
