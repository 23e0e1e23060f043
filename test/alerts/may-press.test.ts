import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mayPress } from '../../shared/alerts/may-press.ts';
import type { Actor } from '../../shared/events/actor.ts';
import type { Decision } from '../../shared/ledger/decision.ts';
import type { Press, Responder } from '../../shared/standard/standard.ts';
import { exampleDecision } from './example-decision.ts';

const presses: readonly Press[] = ['revert', 'accept', 'exempt', 'snooze', 'close-breaker'];

const alice: Responder = { slack: 'U0ALICE', name: 'Alice', principals: ['role/Admin'], may: presses };
const bob: Responder = {
  slack: 'U0BOB',
  name: 'Bob',
  principals: ['arn:aws:iam::111122223333:user/bob', 'role/Owner*'],
  may: ['revert', 'accept'],
};
const olivia: Responder = { slack: 'U0OLIVIA', name: 'Olivia', principals: [], may: ['revert', 'snooze'] };
const alerts = { responders: [alice, bob, olivia] };

const changeBy = (actor: Actor): Decision =>
  exampleDecision({ change: { ...exampleDecision().change, actor } as Decision['change'] });

const stranger = changeBy({ kind: 'role', arn: 'arn:aws:iam::111122223333:role/Other' });
const press = (slack: string, button: Press, decision = stranger) =>
  mayPress(alerts, { slack, press: button, decision });

describe('A button may be pressed', () => {
  test.each(presses)('by whom the standard lets %s, on a change of somebody else', (button) => {
    expect(press('U0ALICE', button)).toEqual({ ok: true, responder: alice });
  });

  test('by somebody who has no access to keys at all', () => {
    expect(press('U0OLIVIA', 'snooze')).toEqual({ ok: true, responder: olivia });
  });

  test.each(['U0NOBODY', '', 'u0alice', 'Alice'])(
    'by nobody whom the standard does not name: %j',
    (slack) => {
      for (const button of presses) expect(press(slack, button)).toMatchObject({ ok: false });
    },
  );

  test('by nobody where there are no responders', () => {
    expect(mayPress({ responders: [] }, { slack: 'U0ALICE', press: 'revert', decision: stranger }).ok).toBe(
      false,
    );
  });

  test('by nobody who may press others only; what they may is told', () => {
    expect(press('U0BOB', 'exempt')).toEqual({
      ok: false,
      why: 'Bob may not exempt anything: the standard lets them press revert, accept.',
    });
  });

  test('says where to add somebody, in whose ID nothing is hidden', () => {
    expect(press('U0\u202eEVIL', 'revert')).toEqual({
      ok: false,
      why: 'U0\\u{202e}EVIL is nobody whom the standard lets press buttons: add them to alerts.responders.',
    });
  });
});

describe('A change of their own', () => {
  const own = changeBy({ kind: 'role', arn: 'arn:aws:iam::111122223333:role/Admin', session: 'alice' });

  test('is taken back by whoever may', () => {
    expect(press('U0ALICE', 'revert', own)).toEqual({ ok: true, responder: alice });
  });

  test.each<Press>(['accept', 'exempt', 'snooze', 'close-breaker'])('is left to others to %s', (button) => {
    expect(press('U0ALICE', button, own)).toEqual({
      ok: false,
      why: 'Nobody decides on a change of their own: role/Admin (session alice) is Alice. They may revert it; somebody else must decide on it.',
    });
    const { ok } = mayPress(
      { responders: [{ ...alice, principals: ['role/Somebody'] }] },
      { slack: 'U0ALICE', press: button, decision: own },
    );
    expect(ok).toBe(true);
  });

  test.each<readonly [name: string, actor: Actor]>([
    ['as a user', { kind: 'user', arn: 'arn:aws:iam::111122223333:user/bob' }],
    [
      'as a role of that name in another account',
      { kind: 'role', arn: 'arn:aws:iam::444455556666:role/Owner' },
    ],
    ['by a pattern', { kind: 'role', arn: 'arn:aws:iam::111122223333:role/OwnerOfKeys' }],
    [
      'as a session, whose role was not told',
      { kind: 'role', arn: 'arn:aws:sts::111122223333:assumed-role/Owner/bob' },
    ],
  ])('is known %s', (_, actor) => {
    expect(press('U0BOB', 'accept', changeBy(actor))).toMatchObject({ ok: false });
  });

  test('is told without what a session name could hide', () => {
    const hidden = changeBy({ kind: 'role', arn: 'arn:aws:iam::1:role/Admin', session: 'x\n*you may*' });
    expect(press('U0ALICE', 'accept', hidden)).toMatchObject({ why: expect.not.stringContaining('\n') });
  });
});

describe('A change by whom nobody can name', () => {
  const actors: readonly (readonly [name: string, actor: Actor])[] = [
    ['CloudTrail', { kind: 'unknown' }],
    ['a service', { kind: 'service', service: 'sweep' }],
    ['an account', { kind: 'account', account: '444455556666' }],
    ['the root user', { kind: 'root', arn: 'arn:aws:iam::111122223333:root' }],
    ['a federated user', { kind: 'federated-user', arn: 'arn:aws:sts::111122223333:federated-user/bob' }],
    ['what is no ARN', { kind: 'unknown', arn: 'role/Admin' }],
  ];

  test.each(actors)('%s: might be their own, so it is neither accepted nor exempted', (_, actor) => {
    for (const button of ['accept', 'exempt'] as const)
      expect(press('U0ALICE', button, changeBy(actor))).toMatchObject({ ok: false });
  });

  test.each(actors)('%s: is reverted, snoozed, and its breaker closed', (_, actor) => {
    for (const button of ['revert', 'snooze', 'close-breaker'] as const)
      expect(press('U0ALICE', button, changeBy(actor))).toEqual({ ok: true, responder: alice });
  });

  test('is told, and what to do instead', () => {
    expect(press('U0ALICE', 'accept', changeBy({ kind: 'unknown' }))).toEqual({
      ok: false,
      why: 'The change was made by Somebody CloudTrail does not name, which could be anybody, Alice too: it is not accepted by a button. See what is there, and adopt it by the command kms-guardian baseline adopt.',
    });
    expect(press('U0ALICE', 'exempt', changeBy({ kind: 'unknown' }))).toMatchObject({
      why: expect.stringContaining('Write an exemption into the standard'),
    });
  });
});

test('Nobody ever decides on what one of their principals did, other than to revert it', () => {
  const name = fc.constantFrom('Admin', 'Owner', 'Deploy');
  const account = fc.constantFrom('111122223333', '444455556666');
  fc.assert(
    fc.property(
      fc.array(name.map((role) => `role/${role}`)),
      name,
      account,
      fc.constantFrom(...presses),
      (principals, role, of, button) => {
        const decision = changeBy({ kind: 'role', arn: `arn:aws:iam::${of}:role/${role}` });
        const responders = [{ ...alice, principals }];
        const { ok } = mayPress({ responders }, { slack: 'U0ALICE', press: button, decision });
        expect(ok).toBe(button === 'revert' || !principals.includes(`role/${role}`));
      },
    ),
  );
});
