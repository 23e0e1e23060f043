import { describe, expect, test } from '@jest/globals';
import { composeMessage, needsTelling } from '../../../shared/alerts/message/message.ts';
import { slackPayload } from '../../../shared/alerts/slack/blocks.ts';
import { readableText } from '../../../shared/alerts/sns/readable.ts';
import type { Change } from '../../../shared/events/change.ts';
import type { Outcome } from '../../../shared/ledger/decision.ts';
import type { Respected } from '../../../shared/ledger/history.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import type { Exemption } from '../../../shared/standard/standard.ts';
import { exampleDecision, failedDecision, keyArn } from '../example-decision.ts';

describe('a message about a key that was opened and put back', () => {
  const message = composeMessage(exampleDecision());

  test('says in one line who did what to which key, and how it ended', () => {
    expect(message.headline).toBe('Reverted: role/Admin (session alice) opened key alias/payments to anyone');
  });

  test('is as severe as the worst of its findings', () => {
    expect(message.severity).toBe('critical');
  });

  test('names the key, its class, account and Region', () => {
    expect(message.about).toEqual({
      noun: 'key',
      arn: keyArn,
      name: 'alias/payments',
      keyClass: 'payments',
      account: '111122223333',
      region: 'eu-west-1',
    });
  });

  test('tells what was exposed and for how long, rounded up to whole seconds', () => {
    expect(message.exposed).toEqual(['anyone may Decrypt (for about 4 s)']);
  });

  test('tells what was done, and has no command for anybody to type', () => {
    expect(message.done).toEqual(['Done: put the approved key policy back, at 2026-11-24T10:00:03.500Z.']);
    expect(message.commands).toEqual([]);
  });

  test('tells what to type to have it as the change made it, where something was changed', () => {
    const undo = `kms-guardian undo 9f0c0f5e-1111-4222-8333-444455556666 --on ${keyArn}`;
    expect(message.now.at(-1)).toBe(`To have it as the change made it, all the same: ${undo}`);
    const needless = composeMessage(exampleDecision({ outcome: 'already-right', steps: [] }));
    expect(needless.now.join()).not.toContain('kms-guardian undo');
  });

  test.each([
    ['of the thing', 'the breaker is open since today: too often', `${keyArn}`],
    [
      'of the account',
      'in the whole account, the breaker is open',
      '--account 111122223333 --region eu-west-1',
    ],
  ])('that is held by the breaker %s tells what closes that', (_, why, which) => {
    const held = composeMessage(exampleDecision({ outcome: 'held', why, steps: [] }));
    expect(held.now[0]).toContain(`kms-guardian breaker close ${which} --why REASON`);
  });

  test('links to the key and to the event in the console of its Region', () => {
    expect(message.links.map(({ url }) => url)).toEqual([
      'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/1234abcd-12ab-34cd-56ef-1234567890ab',
      'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/9f0c0f5e-1111-4222-8333-444455556666',
    ]);
  });
});

test.each([
  ['asks no more', true, 'Nothing was changed: the standard asks only to be told.'],
  ['knows no remedy', false, 'Nothing was changed: this is left to a person.'],
])('a message about what is only told says whether the standard %s', (_, remediable, done) => {
  const decision = exampleDecision({ outcome: 'alerted', steps: [] });
  const findings = decision.findings.map(({ remedy, ...finding }) =>
    remediable && remedy ? { ...finding, remedy } : finding,
  );
  expect(composeMessage({ ...decision, findings }).done).toEqual([done]);
});

const exemption: Exemption = {
  rules: [],
  principals: [],
  keys: ['alias/payments'],
  owner: 'payments-team',
  reason: 'a drill',
  until: '2026-12-31T18:00:00Z',
};
const respected: Respected = {
  remedy: 'revert-policy',
  state: 'policy',
  by: 'role/Admin',
  why: 'a partner reads this',
  at: '2026-11-24T11:00:00Z',
  undoes: 'an earlier change',
};

test.each<[string, readonly Partial<Finding>[], string]>([
  ['what is exempt', [{ exemption }, { exemption }], 'it is exempt.'],
  ['what was undone', [{ respected }, { respected, exemption }], 'a person had it put back.'],
  ['what is undone in part, and else exempt', [{ respected }, { exemption }], 'it is exempt.'],
  ['what is exempt in part', [{ exemption }, {}], 'the standard asks only to be told.'],
])('a message about %s says why nothing was changed', (_, each, why) => {
  const decision = exampleDecision({ outcome: 'alerted', steps: [] });
  const [drift] = decision.findings;
  const findings = each.flatMap((stands) => (drift ? [{ ...drift, ...stands }] : []));
  expect(composeMessage({ ...decision, findings }).done).toEqual([`Nothing was changed: ${why}`]);
});

describe('a message about what could not be put right', () => {
  test('has the commands for what is left, where all that could be done was', () => {
    const { findings } = exampleDecision();
    const steps = [
      { step: { kind: 'disable-key' }, outcome: 'done', at: '2026-11-24T10:00:03.500Z' },
    ] as const;
    const { commands } = composeMessage(exampleDecision({ outcome: 'failed', findings, steps }));
    expect(commands).toEqual([expect.stringContaining('aws kms get-key-policy')]);
  });

  test('is critical whatever was found, and says so first', () => {
    const [drift] = exampleDecision().findings;
    const message = composeMessage({
      ...failedDecision(),
      findings: drift ? [{ ...drift, severity: 'low' }] : [],
    });
    expect(message.severity).toBe('critical');
    expect(message.headline).toMatch(/^NOT PUT RIGHT: /);
    expect(message.exposed).toEqual(['anyone may Decrypt (since 2026-11-24T10:00:00Z, and still)']);
  });

  test('has the exact command, safe to paste: quotes closed, nothing but ASCII', () => {
    const { commands } = composeMessage(failedDecision('{\n  "Sid": "Bob\'s \u202e k\u00e9y"\n}'));
    expect(commands).toEqual([
      `aws kms put-key-policy --region eu-west-1 --key-id ${keyArn} --policy-name default ` +
        `--policy '{ "Sid": "Bob'\\''s \\u202e k\\u00e9y" }'`,
    ]);
  });

  test('tells why once', () => {
    expect(composeMessage(failedDecision()).done).toEqual([
      'FAILED: put the approved key policy back. AccessDeniedException: not allowed',
    ]);
  });

  test('leaves out the commands of steps that were done', () => {
    const at = '2026-11-24T10:00:02Z';
    const { commands } = composeMessage({
      ...failedDecision(),
      steps: [
        { step: { kind: 'cancel-key-deletion' }, outcome: 'done', at },
        { step: { kind: 'enable-key' }, outcome: 'failed', code: 'Throttled', why: 'slow down' },
        { step: { kind: 'enable-key-rotation', periodInDays: 180 }, outcome: 'skipped', why: 'not reached' },
      ],
    });
    expect(commands).toEqual([
      `aws kms enable-key --region eu-west-1 --key-id ${keyArn}`,
      `aws kms enable-key-rotation --region eu-west-1 --key-id ${keyArn} --rotation-period-in-days 180`,
    ]);
  });

  test('without a step planned, tells why and how to undo the deletion by hand', () => {
    const [drift] = exampleDecision().findings;
    const message = composeMessage({
      ...failedDecision(),
      steps: [],
      why: 'no baseline is known',
      findings: drift ? [{ ...drift, remedy: 'cancel-deletion' }] : [],
    });
    expect(message.done).toEqual(['Nothing could be put right.', 'Because: no baseline is known']);
    expect(message.commands).toEqual([
      `aws kms cancel-key-deletion --region eu-west-1 --key-id ${keyArn}`,
      `aws kms enable-key --region eu-west-1 --key-id ${keyArn}`,
    ]);
  });
});

test.each([
  [
    { operation: 'ScheduleKeyDeletion', details: { pendingWindowInDays: 7 } },
    'scheduled key alias/payments for deletion',
    'The key was scheduled for deletion, after 7 days of waiting (kms:ScheduleKeyDeletion).',
  ],
  [
    {
      operation: 'ScheduleKeyDeletion',
      details: { pendingWindowInDays: 7, deletionDate: 'Dec 1, 2026, 5:23:16 PM' },
    },
    'scheduled key alias/payments for deletion',
    'The key was scheduled for deletion, after 7 days of waiting, on 2026-12-01T17:23:16.000Z (kms:ScheduleKeyDeletion).',
  ],
  [
    { operation: 'ScheduleKeyDeletion', details: { deletionDate: 'a date in another form' } },
    'scheduled key alias/payments for deletion',
    'The key was scheduled for deletion, on a date in another form (kms:ScheduleKeyDeletion).',
  ],
  [
    { operation: 'DisableKey', details: {} },
    'disabled key alias/payments',
    'The key was disabled (kms:DisableKey).',
  ],
  [
    { operation: 'DisableKeyRotation', details: {} },
    'switched off rotation of key alias/payments',
    'Automatic rotation was switched off (kms:DisableKeyRotation).',
  ],
  [
    { operation: 'PutKeyPolicy', details: { bypassedLockoutCheck: true } },
    'changed the policy of key alias/payments',
    'The key policy was replaced, bypassing the lockout safety check (kms:PutKeyPolicy).',
  ],
])('says in plain words what %p did', (made, headline, changed) => {
  const { change } = exampleDecision();
  const message = composeMessage(
    exampleDecision({ change: { ...change, ...made } as Change, findings: [], steps: [] }),
  );
  expect(message.headline).toBe(`Put right: role/Admin (session alice) ${headline}`);
  expect(message.changed).toBe(changed);
});

test('an actor of another account is said to be one', () => {
  const { change } = exampleDecision();
  const actor = {
    kind: 'role',
    arn: 'arn:aws:iam::444455556666:role/Admin',
    account: '444455556666',
  } as const;
  expect(composeMessage(exampleDecision({ change: { ...change, actor } })).by).toBe(
    'role/Admin of account 444455556666',
  );
});

test('a name can neither start a new line nor turn the reading direction', () => {
  const { change } = exampleDecision();
  const actor = { ...change.actor, session: 'x\nOutcome: clean\u202e' };
  const { headline } = composeMessage(exampleDecision({ change: { ...change, actor } }));
  expect(headline).toContain('session x\\u{a}Outcome: clean\\u{202e}');
});

test('a key without an alias is called by its ID', () => {
  expect(composeMessage(exampleDecision({ aliases: [] })).about.name).toBe(
    '1234abcd-12ab-34cd-56ef-1234567890ab',
  );
});

test('a key in China has its console there', () => {
  const arn = 'arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd';
  expect(
    composeMessage(exampleDecision({ arn, change: { ...exampleDecision().change, region: 'cn-north-1' } }))
      .links[0]?.url,
  ).toMatch(/^https:\/\/cn-north-1\.console\.amazonaws\.cn\//);
});

describe('people are told', () => {
  const expected: Readonly<Record<Outcome, boolean>> = {
    started: false,
    clean: false,
    adopted: false,
    recorded: false,
    alerted: true,
    asked: true,
    remediated: true,
    'already-right': true,
    held: true,
    failed: true,
  };
  test.each(Object.entries(expected))('of findings that ended as %s: %p', (outcome, told) => {
    expect(needsTelling(exampleDecision({ outcome: outcome as Outcome }))).toBe(told);
  });

  test('not of a change that broke nothing and is gone already', () => {
    expect(needsTelling(exampleDecision({ outcome: 'already-right', findings: [] }))).toBe(false);
  });
});

test('an account goes by what people call it, too', () => {
  const accounts = { '111122223333': 'payments-prod' };
  const message = composeMessage(exampleDecision(), { accounts });
  expect(message.about).toMatchObject({ account: '111122223333', accountName: 'payments-prod' });
  expect(readableText(message)).toContain('payments-prod (111122223333), Region eu-west-1');
  expect(JSON.stringify(slackPayload(message))).toContain('payments-prod (111122223333), eu-west-1');
  const odd = composeMessage(exampleDecision(), { accounts: { '111122223333': 'prod\u202e' } });
  expect(odd.about.accountName).toBe('prod\\u{202e}');
});
