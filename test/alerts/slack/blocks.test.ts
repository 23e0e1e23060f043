import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageProblem } from '../../../sandbox/slack/message.ts';
import type { Notice } from '../../../shared/alerts/channel.ts';
import { composeMessage } from '../../../shared/alerts/message/message.ts';
import { type SlackBlock, slackPayload } from '../../../shared/alerts/slack/blocks.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import { exampleDecision, failedDecision } from '../example-decision.ts';
import { approvedPolicy, askedDecision, exchangedDecision, policyOf } from '../example-policies.ts';
import { exampleSummary } from '../example-summary.ts';
import { randomDecision, randomNotice } from '../random-notice.ts';
import { drawn } from './drawn-blocks.ts';

const payloadOf = (decision: Decision) => slackPayload(composeMessage(decision), { buttons: true });

type Text = Readonly<Record<'type' | 'text', string>>;

/** Every text object in it, however deep. */
function textsIn(value: unknown): readonly Text[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(textsIn);
  return 'type' in value && 'text' in value && typeof value.text === 'string'
    ? [value as Text, ...within]
    : within;
}

const textsOf = (blocks: readonly SlackBlock[]) => textsIn(blocks).map(({ text }) => text);

/** What is left of a mrkdwn text without code, our titles and our links: nothing in it may have a meaning. */
const bare = (text: string) =>
  text
    .replaceAll(/```[^`]*```|`[^`]*`/g, '')
    .replace(/^\*[^*_~`\n]+\*\n/, '')
    .replaceAll(/<https:\/\/[^<>|\s]+\|[^<>|]+>/g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');

/** A policy of nearly the 32 KB that KMS takes, of names as hostile as they come. */
const bigPolicy = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant('```<!channel>*'.repeat(40))), {
    maxLength: 60,
  })
  .map((names) =>
    policyOf(...names.map((name) => ({ Sid: name, Effect: 'Allow', Principal: { AWS: name } }))),
  );

const withPolicies = fc.tuple(randomDecision, bigPolicy, bigPolicy).map(
  ([decision, policy, replaces]): Notice =>
    composeMessage({
      ...decision,
      steps: decision.steps.map((result) => ({
        ...result,
        step: { kind: 'put-key-policy', policy, replaces },
      })),
    }),
);

const notices = fc.oneof(randomNotice, withPolicies);

describe('whatever a notice is made of', () => {
  test('Slack takes it, with its buttons and without', () => {
    fc.assert(
      fc.property(notices, fc.boolean(), (notice, buttons) => {
        const payload = slackPayload(notice, { buttons });
        expect(messageProblem(payload)).toBeUndefined();
        expect(payload.text.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 200 },
    );
  });

  test('nothing in it mentions, links, is shown as a picture, or hides', () => {
    fc.assert(
      fc.property(notices, (notice) => {
        const { text, blocks } = slackPayload(notice, { buttons: true });
        expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
        for (const { type, text } of textsIn(blocks)) {
          expect(text).toMatch(/\S/);
          expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
          const left = type === 'mrkdwn' ? bare(text) : text;
          expect(left).not.toMatch(/[<>]/);
          if (type === 'mrkdwn') expect(left).not.toMatch(/&(?!(amp|lt|gt);)|[*_~`]|:[\w+'-]+:/);
          expect(text).not.toMatch(/<[!@#]/);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a mention in a name is shown as text', () => {
  const { blocks, text } = payloadOf(exampleDecision({ aliases: ['alias/<!channel>'] }));
  expect(text).toContain('alias/&lt;!channel&gt;');
  expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text', emoji: false } });
});

describe('an alert in Slack reads', () => {
  test('for what was put back: who, what, for how long, and the difference in words, then in the policy', () => {
    expect(drawn(payloadOf(exchangedDecision({ team: 'checkout' })).blocks)).toBe(`
# \u{1F7E0} Reverted: role/Admin (session alice) changed the policy of key alias/payments

Severity: \u{1F7E0} High
Outcome: Put right
Key: alias/payments
Key class: payments
Team: checkout
Where: 111122223333, eu-west-1
Who: role/Admin (session alice)
When: 2026-11-24T10:00:00Z
Exposed: for about 4 s

*What changed*
The key policy was replaced (kms:PutKeyPolicy).

*Access that it gave and took away (for about 4 s)*
\`\`\`+ role/x in account 444455556666 could, if IAM agreed, Decrypt and Encrypt
- role/App in account 111122223333 could no longer Decrypt and Encrypt\`\`\`

*What it broke*
\`\`\`policy-drift (high): The key policy gives access that its approved baseline does not.\`\`\`

*What was done*
Done: put the approved key policy back, at 2026-11-24T10:00:03.500Z.

*What to do now*
\u2022 Nothing is left to put right. Find out from \`arn:aws:iam::111122223333:role/Admin\` what was meant. If it was meant, "kms-guardian explain" says how to do it within the standard: see policy-drift.
\u2022 To have it as the change made it, all the same: \`kms-guardian undo 9f0c0f5e-1111-4222-8333-444455556666 --on arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\`

[Exempt for a while] [Snooze]

*What it changed in the policy (1 line added, 1 line removed)*
\`\`\`  statement 2 ("Users")
    "Effect": "Allow"
    "Action": "kms:Decrypt"
    "Action": "kms:Encrypt"
    "Resource": "*"
-   "Principal": {"AWS": "arn:aws:iam::111122223333:role/App"}
+   "Principal": {"AWS": "arn:aws:iam::444455556666:role/x"}
  1 statement unchanged\`\`\`

The key in the console | The event in CloudTrail | \`kms-guardian explain policy-drift\` | 3.6 s from the change to the decision carried out | \`arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\`
`);
  });

  test('for what could not be put right: louder, what is open still, and the commands', () => {
    const text = drawn(payloadOf(failedDecision(approvedPolicy)).blocks);
    expect(text).toContain('\n# \u{1F6A8} NOT PUT RIGHT: role/Admin (session alice) opened key');
    expect(text).toContain('\nOutcome: NOT put right\n');
    expect(text).toContain('\nExposed: since 2026-11-24T10:00:00Z, and still\n');
    expect(text).toContain(
      '*Access that it gave (since 2026-11-24T10:00:00Z, and still)*\n```+ anyone may now Decrypt```',
    );
    expect(text).toContain('FAILED: put the approved key policy back. AccessDeniedException: not allowed\n');
    expect(text).toContain('*Commands*\n```aws kms put-key-policy --region eu-west-1 ');
    expect(text).toContain('\n[Revert now*] [Exempt for a while] [Snooze]\n');
  });

  test('for what a breaker holds: what closes it, by hand and by button', () => {
    const why = 'the breaker is open since 2026-11-24T09:00:00Z: 4 remediations within 60 minutes';
    const text = drawn(payloadOf(exampleDecision({ outcome: 'held', why, steps: [] })).blocks);
    expect(text).toContain('\n# \u{1F6A8} LEFT AS IT IS: ');
    expect(text).toContain(`Because: ${why}`);
    expect(text).toContain('until the breaker is closed: `kms-guardian breaker close arn:aws:kms:');
    expect(text).toContain('\n[Close breaker] [Revert now*] [Exempt for a while] [Snooze]\n');
  });

  test('for what a person must decide: what the policy would give, and the decisions', () => {
    const message = composeMessage(askedDecision(), { approved: approvedPolicy });
    const text = drawn(slackPayload(message, { buttons: true }).blocks);
    expect(text).toContain('Outcome: Waiting for your decision');
    expect(text).toContain('+ role/x in account 444455556666 may now, if IAM agrees, Decrypt and Encrypt');
    expect(text).toContain('\n[Revert now*] [Accept as baseline*] [Exempt for a while] [Snooze]\n');
    expect(text.indexOf('+   "Principal"')).toBeGreaterThan(text.indexOf('[Revert now*]'));
  });

  test('for a mass event: how many, how they ended, and the worst', () => {
    expect(drawn(slackPayload(exampleSummary()).blocks)).toBe(`
# \u{1F534} Mass event: 12 keys of 111122223333 were scheduled for deletion in 3 minutes

Worst: \u{1F534} Critical
Changes: 12
From: 2026-11-24T10:00:00Z
To: 2026-11-24T10:03:00Z
Account: 111122223333
Region: eu-west-1

*How they ended*
1 NOT put right, 11 put right

*The worst*
\u{1F534} NOT PUT RIGHT: role/Admin scheduled key alias/payments for deletion (2026-11-24T10:01:00Z)
... and 11 more

All of them are in the ledger.
`);
  });

  test('for a digest: of several accounts, where it is of several', () => {
    const {
      account: _,
      region: __,
      ...summary
    } = exampleSummary({ kind: 'digest', headline: 'Digest of a day' });
    const text = drawn(slackPayload(summary).blocks);
    expect(text).toContain('Account: several\nRegion: several\n');
  });
});

test('there are no buttons where nothing would answer them', () => {
  const types = (buttons?: boolean) =>
    slackPayload(composeMessage(failedDecision()), buttons === undefined ? {} : { buttons }).blocks.map(
      ({ type }) => type,
    );
  expect(types(true)).toContain('actions');
  expect(types(false)).not.toContain('actions');
  expect(types()).not.toContain('actions');
});

test('a button names the change, and what cannot be taken back asks once more', () => {
  const { arn, changeId } = askedDecision();
  const block = payloadOf(askedDecision()).blocks.find(({ type }) => type === 'actions');
  if (block?.type !== 'actions') throw new Error('there are buttons');
  expect(block.block_id).toBe('decide');
  expect(block.elements.map(({ action_id }) => action_id)).toEqual(['revert', 'accept', 'exempt', 'snooze']);
  for (const { value } of block.elements) expect(JSON.parse(value)).toEqual({ arn, changeId });
  expect(block.elements.map(({ confirm }) => confirm?.text.text)).toEqual([
    'The guardian looks at key alias/payments once more, puts the approved key policy back, and tells how it went.',
    'The policy that key alias/payments has now becomes its approved one: whoever it lets in stays in, and the ' +
      'guardian restores it from now on. A policy that breaks a rule is refused.',
    undefined,
    undefined,
  ]);
});

test('rules have links where the team has pages of them, and a command where not', () => {
  const context = (rulePages?: string) =>
    JSON.stringify(
      slackPayload(
        composeMessage(exchangedDecision(), rulePages === undefined ? {} : { rulePages }),
      ).blocks.at(-1),
    );
  expect(context()).toContain('`kms-guardian explain policy-drift`');
  expect(context('https://docs.example.com/rules/')).toContain(
    '<https://docs.example.com/rules/policy-drift.md|Rule policy-drift>',
  );
  expect(context('javascript:alert(1)')).toContain('kms-guardian explain');
});

test('a policy too long for Slack is taken from the ledger by the commands', () => {
  const texts = textsOf(payloadOf(failedDecision(`{"Sid":"${'a'.repeat(3000)}"}`)).blocks).join('\n');
  expect(texts).toMatch(
    /kms-guardian baseline show \S+ --policy &gt; key-policy.json\naws kms put-key-policy .* file:\/\/key-policy.json/,
  );
});

test('a command too long for Slack, of a policy that the ledger has not, is left out whole, never cut', () => {
  const { steps, ...failed } = failedDecision(`{"Sid":"${'a'.repeat(3000)}"}`);
  const repaired = steps.map(({ step, ...result }) =>
    step.kind === 'put-key-policy'
      ? { ...result, step: { ...step, repair: { taken: [], unfinished: false } } }
      : { ...result, step },
  );
  const texts = textsOf(payloadOf({ ...failed, steps: repaired as Decision['steps'] }).blocks).join('\n');
  expect(texts).not.toContain('put-key-policy --region');
  expect(texts).toContain('They do not fit into Slack: the SNS message has them.');
});

test('where there is too much, the policy goes before the words', () => {
  const many = (name: string) =>
    policyOf(
      ...Array.from({ length: 300 }, (_, index) => ({ Effect: 'Allow', Action: `kms:${name}${index}` })),
    );
  const step = { kind: 'put-key-policy', policy: many('a'), replaces: many('b') } as const;
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const findings = Array.from({ length: 100 }, (_, index) => ({
    ...finding,
    message: 'm'.repeat(200),
    evidence: [`gained: ${'somebody '.repeat(20)} may ${index}`],
    fix: `${index}${'f'.repeat(300)}`,
  }));
  const steps = [{ step, outcome: 'done', at: '2026-11-24T10:00:03.500Z' }] as const;
  const crowded = textsOf(payloadOf(exampleDecision({ steps, findings })).blocks).join('\n');
  expect(crowded).toContain('*Access that it gave');
  expect(crowded).toMatch(/\.\.\. and \d+ more/);
  const alone = textsOf(payloadOf(exampleDecision({ steps })).blocks).join('\n');
  expect(alone).toContain('(600 lines added, 600 lines removed)');
});

test('findings that do not fit are counted', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const findings = Array.from({ length: 100 }, () => ({ ...finding, evidence: [] }));
  const texts = textsOf(payloadOf(exampleDecision({ findings })).blocks).join('\n');
  const shown = texts.split('policy-drift (high)').length - 1;
  expect(texts).toContain(`... and ${100 - shown} more`);
});

test('asterisks are shown, not taken for bold, and no backtick ends that early', () => {
  const [finding] = exampleDecision().findings;
  if (finding === undefined) throw new Error('the example has findings');
  const evidence = ['gained: * may kms:* ```'];
  const texts = textsOf(payloadOf(exampleDecision({ findings: [{ ...finding, evidence }] })).blocks);
  const fences = texts.flatMap((text) => /```([^`]*)```$/.exec(text)?.[1] ?? []);
  expect(fences[0]).toBe("+ * could kms:* '''");
});
