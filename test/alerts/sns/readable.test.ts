import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { readableNotice } from '../../../shared/alerts/sns/readable-notice.ts';
import { snsBody } from '../../../shared/alerts/sns/sns-body.ts';
import { exampleDecision } from '../example-decision.ts';
import { exchangedDecision, policyOf } from '../example-policies.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomSummary } from '../random-notice.ts';

describe('an e-mail about a change', () => {
  test('tells in words what it gave, then the difference in the policy', () => {
    const text = readableNotice(composeMessage(exchangedDecision({ team: 'checkout' })));
    expect(text).toContain('\nTeam:      checkout\n');
    expect(text).toContain('\nOutcome:   remediated (put right)\n');
    expect(text).toContain(`
Access that it gave and took away (for about 4 s)
  + role/x in account 444455556666 could, if IAM agreed, Decrypt and Encrypt
  - role/App in account 111122223333 could no longer Decrypt and Encrypt

What it broke
  - policy-drift (high): The key policy gives access that its approved baseline does not.
`);
    expect(text).toContain(`
What it changed in the policy (1 line added, 1 line removed)
    statement 2 ("Users")
`);
    expect(text).toContain('\nMore about the rules\n  - kms-guardian explain policy-drift');
  });

  test('does not tell the same access three times', () => {
    const text = readableNotice(composeMessage(exampleDecision()));
    expect(text.split('Decrypt')).toHaveLength(2);
    expect(text).not.toContain('What it exposed');
  });

  test('counts what is too long of the policies', () => {
    const many = policyOf(
      ...Array.from({ length: 100 }, (_, index) => ({ Effect: 'Allow', Action: `kms:${index}` })),
    );
    const step = { kind: 'put-key-policy', policy: policyOf(), replaces: many } as const;
    const steps = [{ step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' }] as const;
    expect(readableNotice(composeMessage(exampleDecision({ steps })))).toContain('\n  ... and 180 more\n');
  });
});

describe('an e-mail about many changes', () => {
  const [line] = exampleSummary().worst;
  if (line === undefined) throw new Error('the example has a line');
  const all = Array.from({ length: 3000 }, (_, index) => ({ ...line, changeId: `change-${index}` }));

  test('reads as a list', () => {
    expect(readableNotice(exampleSummary())).toBe(`\
Mass event: 12 keys of 111122223333 were scheduled for deletion in 3 minutes

Worst:       critical
Changes:     12, from 2026-11-24T10:00:00Z to 2026-11-24T10:03:00Z
Where:       111122223333, eu-west-1
They ended:  1 NOT put right, 11 put right

The worst
  - Critical: NOT PUT RIGHT: role/Admin scheduled key alias/payments for deletion
      at 2026-11-24T10:01:00Z, arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, change 9f0c0f5e-1111-4222-8333-444455556666
  ... and 11 more

All of them are in the ledger.`);
  });

  test('lists all, where all are at hand', () => {
    const text = readableNotice(exampleSummary({ kind: 'digest', count: 30, all: all.slice(0, 30) }));
    expect(text).toContain('\nAll of them, the worst first\n');
    expect(text.match(/, change change-/g)).toHaveLength(30);
    expect(text).not.toContain('... and');
  });

  test('fills what SNS takes, and counts the rest', () => {
    const body = snsBody(exampleSummary({ kind: 'digest', count: 3000, all }));
    const shown = body.match(/, change change-/g)?.length ?? 0;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(256 * 1024);
    expect(Buffer.byteLength(body)).toBeGreaterThan(230 * 1024);
    expect(body).toContain(`\n  ... and ${3000 - shown} more\n\nAll of them are in the ledger.\n`);
    expect(JSON.parse(body.split('\n').at(-1) ?? '')).toMatchObject({ kind: 'digest', truncated: true });
  });

  test('is never longer than it may be, but for what is always told', () => {
    fc.assert(
      fc.property(randomSummary, fc.integer({ min: 0, max: 100_000 }), (summary, room) => {
        const least = Buffer.byteLength(readableNotice({ ...summary, worst: [], all: [] }));
        expect(Buffer.byteLength(readableNotice(summary, room))).toBeLessThanOrEqual(
          Math.max(room, least + 40),
        );
      }),
      { numRuns: 50 },
    );
  });
});
