import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allRules } from '../../shared/duties.ts';
import { type Exemptible, exemptionFor, isExemptible } from '../../shared/standard/exempt.ts';
import type { Exemption } from '../../shared/standard/standard.ts';

const account = '111122223333';
const role = (name: string, owner = account) => `arn:aws:iam::${owner}:role/${name}`;
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const until = '2026-12-31T18:00:00Z';
const end = Date.parse(until);
const before = end - 1;

const exemption = (over: Partial<Exemption>): Exemption => ({
  rules: [],
  principals: [],
  keys: [],
  owner: 'payments-team',
  reason: 'INC-1234',
  until,
  ...over,
});

const about: Exemptible = { account, actorArn: role('Incident'), keyArn, aliases: ['alias/payments-eu'] };
const endpoint: Exemptible = { account, actorArn: role('Incident') };
const sweep: Exemptible = { account, keyArn, aliases: ['alias/payments-eu'] };
const unread: Exemptible = { account, actorArn: role('Incident'), keyArn };

const excuse = (over: Partial<Exemption>, thing: Exemptible = about, now = before) =>
  exemptionFor([exemption(over)], 'policy-drift', thing, now);

const doubt = (why: string, by = until) =>
  `an exemption by payments-team until ${by} could not be evaluated, so does not count: ${why}`;

describe('An exemption excuses', () => {
  const other = keyArn.replace('1234abcd', '0000abcd');

  test.each<[string, Partial<Exemption>, Exemptible?]>([
    ['every rule, where it names none', { principals: ['role/Incident'] }],
    ['a rule that it names', { principals: ['role/Incident'], rules: ['key-enabled', 'policy-drift'] }],
    ['a principal by a pattern', { principals: ['role/Else', 'role/Inc*'] }],
    ['a key by its ARN', { keys: [keyArn] }],
    ['a key by its ARN, where its aliases are not known', { keys: ['alias/a', keyArn] }, unread],
    ['a key by an alias', { keys: ['alias/payments-eu'] }],
    ['a key by a pattern of aliases', { keys: [other, 'alias/payments-*'] }],
    ['a key by one of its aliases', { keys: ['alias/b'] }, { ...about, aliases: ['alias/a', 'alias/b'] }],
    ['a key, whoever made the change', { keys: [keyArn] }, sweep],
    ['a principal at a key, where both match', { principals: ['role/Incident'], keys: ['alias/payments-*'] }],
    ['a principal, whatever it changed', { principals: ['role/Incident'] }, endpoint],
    [
      'a principal of another account by its full ARN',
      { principals: [role('B', '444455556666')] },
      {
        ...about,
        actorArn: role('B', '444455556666'),
      },
    ],
  ])('%s', (_, over, ...thing) => {
    expect(excuse(over, ...thing)).toEqual({ exemption: exemption(over), doubts: [] });
  });

  test.each<[string, Partial<Exemption>, Exemptible?]>([
    ['no other rule than it names', { principals: ['role/Incident'], rules: ['key-enabled'] }],
    ['nobody else', { principals: ['role/Else'] }],
    [
      'nobody of that name in another account',
      { principals: ['role/Incident'] },
      {
        ...about,
        actorArn: role('Incident', '444455556666'),
      },
    ],
    [
      'not the root user',
      { principals: ['role/*', 'user/*'] },
      {
        ...about,
        actorArn: `arn:aws:iam::${account}:root`,
      },
    ],
    ['no other key', { keys: [other] }],
    ['no other key, though its aliases are not known', { keys: [other] }, unread],
    ['no key without that alias', { keys: ['alias/orders-*'] }],
    ['no key without aliases', { keys: ['alias/*'] }, { ...about, aliases: [] }],
    ['no other principal at its key', { principals: ['role/Else'], keys: [keyArn] }],
    ['its principal at no other key', { principals: ['role/Incident'], keys: [other] }],
    ['what is no key, where it is for keys', { keys: [keyArn] }, endpoint],
    ['what is no key, where it is for aliases', { keys: ['alias/*'] }, endpoint],
    [
      'what is no key, even with its principal',
      { principals: ['role/Incident'], keys: ['alias/*'] },
      endpoint,
    ],
  ])('%s', (_, over, ...thing) => {
    expect(excuse(over, ...thing)).toEqual({ doubts: [] });
  });

  test('until its end, and at its end no more', () => {
    expect(excuse({ keys: [keyArn] }, about, end - 1).exemption).toBeDefined();
    expect(excuse({ keys: [keyArn] }, about, end)).toEqual({ doubts: [] });
    expect(excuse({ keys: [keyArn] }, about, end + 1)).toEqual({ doubts: [] });
  });

  test('the first of several that match', () => {
    const all = [{ rules: ['key-enabled'] }, { keys: ['alias/payments-*'] }, { keys: [keyArn] }].map(
      exemption,
    );
    expect(exemptionFor(all, 'policy-drift', about, before).exemption).toBe(all[1]);
  });
});

describe('An exemption that cannot be evaluated excuses nothing, and says so, where', () => {
  test.each<[string, Partial<Exemption>, Exemptible, string]>([
    [
      'it names principals, and the actor is not known',
      { principals: ['role/Incident'] },
      sweep,
      'the actor is not named',
    ],
    [
      'it names aliases, and those of the key are not known',
      { keys: ['alias/payments-*'] },
      unread,
      'the aliases of the key are not known',
    ],
    [
      'neither is known',
      { principals: ['role/Incident'], keys: ['alias/payments-*'] },
      { account, keyArn },
      'the actor is not named, and the aliases of the key are not known',
    ],
  ])('%s', (_, over, thing, why) => {
    expect(excuse(over, thing)).toEqual({ doubts: [doubt(why)] });
  });

  test.each(['soon', '', '2026-13-01T00:00:00Z', '2999-12-31T18:00:00', '2999'])(
    'it ends at "%s"',
    (given) => {
      expect(excuse({ keys: [keyArn], until: given })).toEqual({
        doubts: [doubt('its end is no time', given)],
      });
    },
  );

  test('but says nothing where one part is clear: it is for another key, or has ended', () => {
    expect(excuse({ principals: ['role/Incident'], keys: ['alias/orders'] }, sweep)).toEqual({ doubts: [] });
    expect(excuse({ principals: ['role/Else'], keys: ['alias/a'] }, unread)).toEqual({ doubts: [] });
    expect(excuse({ principals: ['role/Incident'] }, sweep, end)).toEqual({ doubts: [] });
    expect(excuse({ principals: ['role/Incident'], rules: ['key-enabled'] }, sweep)).toEqual({ doubts: [] });
  });

  test('and is not told where another one excuses', () => {
    const all = [exemption({ principals: ['role/Incident'] }), exemption({ keys: [keyArn] })];
    expect(exemptionFor(all, 'policy-drift', sweep, before)).toEqual({ exemption: all[1], doubts: [] });
  });

  test('each is told', () => {
    const all = [exemption({ principals: ['role/A'] }), exemption({ principals: ['role/B'], owner: 'ops' })];
    expect(exemptionFor(all, 'policy-drift', sweep, before).doubts).toEqual([
      doubt('the actor is not named'),
      doubt('the actor is not named').replace('payments-team', 'ops'),
    ]);
  });
});

describe('What an exemption could not end is never excused:', () => {
  test.each(['guardian-access', 'lockout', 'kms-logged'])('%s', (rule) => {
    const all = [exemption({ keys: [keyArn] }), exemption({ keys: [keyArn], rules: [rule] })];
    expect(exemptionFor(all, rule, about, before)).toEqual({ doubts: [] });
  });

  test('all other rules can be', () => {
    const never = allRules.map(({ id }) => id).filter((id) => !isExemptible(id));
    expect(['guardian-access', 'kms-logged', 'lockout']).toEqual(expect.arrayContaining(never));
    expect(never).toEqual(expect.arrayContaining(['guardian-access', 'lockout']));
  });
});

test('Knowing less never excuses more', () => {
  const patterns = fc.subarray(['role/Incident', 'role/Else', 'role/*']);
  const keys = fc.subarray([keyArn, 'alias/payments-*', 'alias/orders']);
  const some = fc.record({ principals: patterns, keys }).map(exemption);
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 4 }),
      fc.subarray(['actorArn', 'keyArn', 'aliases']),
      (all, kept) => {
        const known = Object.fromEntries(
          Object.entries(about).filter(([name]) => ['account', ...kept].includes(name)),
        );
        const less = exemptionFor(all, 'policy-drift', known as Exemptible, before);
        const more = exemptionFor(all, 'policy-drift', about, before);
        if (less.exemption !== undefined) expect(more.exemption).toBeDefined();
      },
    ),
  );
});
