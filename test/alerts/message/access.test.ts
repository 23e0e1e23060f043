import { describe, expect, test } from '@jest/globals';
import { accessOf } from '../../../shared/alerts/message/access.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import { exampleDecision } from '../example-decision.ts';
import { approvedPolicy, askedDecision, changedPolicy, exchangedDecision } from '../example-policies.ts';

const textsOf = (decision: Decision, approved?: string) =>
  composeMessage(decision, approved === undefined ? {} : { approved }).access.map(({ text }) => text);

describe('the access that a change gave and took', () => {
  test('is what the policy engine finds between the approved policy and the one that was replaced', () => {
    expect(composeMessage(exchangedDecision({ outcome: 'failed' })).access).toEqual([
      {
        kind: 'gained',
        text: 'role/x in account 444455556666 may now, if IAM agrees, Decrypt and Encrypt',
      },
      { kind: 'lost', text: 'role/App in account 111122223333 may no longer Decrypt and Encrypt' },
    ]);
  });

  test('is told in the past once it has been put right', () => {
    expect(textsOf(exchangedDecision())).toEqual([
      'role/x in account 444455556666 could, if IAM agreed, Decrypt and Encrypt',
      'role/App in account 111122223333 could no longer Decrypt and Encrypt',
    ]);
  });

  test('is known where a person is asked, if the approved policy is', () => {
    expect(textsOf(askedDecision(), approvedPolicy)).toHaveLength(2);
    expect(textsOf(askedDecision())).toEqual([]);
  });

  test.each([
    ['there is no policy to compare', exampleDecision({ outcome: 'failed', steps: [] })],
    [
      'a policy cannot be read',
      exampleDecision({
        outcome: 'failed',
        steps: [
          {
            step: { kind: 'put-key-policy', policy: '{', replaces: '[]' },
            outcome: 'skipped',
            why: 'no',
          },
        ],
      }),
    ],
  ])('is what the rules found where %s', (_, decision) => {
    expect(textsOf(decision)).toEqual(['anyone may now Decrypt']);
  });

  test('is told once, though two rules found it', () => {
    const { findings } = exampleDecision();
    expect(accessOf(exampleDecision({ findings: [...findings, ...findings] }), undefined)).toHaveLength(1);
  });

  test('is not what a repair takes: nobody knows what was there before', () => {
    const step = {
      kind: 'put-key-policy',
      policy: approvedPolicy,
      replaces: changedPolicy,
      repair: { taken: ['x'], unfinished: false },
    } as const;
    const steps = [{ step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' }] as const;
    const message = composeMessage(exchangedDecision({ steps }));
    expect(message.access).toEqual([]);
    expect(message.policyDiff?.of).toBe('repair');
  });
});
