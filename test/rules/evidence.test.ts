import { expect, test } from '@jest/globals';
import { findingsIn } from '../../cli/explain/example-subject.ts';
import { confusedDeputy } from '../../shared/rules/confused-deputy.ts';
import { deletionWindow } from '../../shared/rules/deletion-window.ts';
import { keyCreator } from '../../shared/rules/key-creator.ts';
import { keyEnabled } from '../../shared/rules/key-enabled.ts';
import { lockout } from '../../shared/rules/lockout.ts';
import { noNotPrincipal } from '../../shared/rules/no-not-principal.ts';
import { noPublicAccess } from '../../shared/rules/no-public-access.ts';
import { noUnauthorizedDeletion } from '../../shared/rules/no-unauthorized-deletion.ts';
import { orphanedPrincipal } from '../../shared/rules/orphaned-principal.ts';
import { policyDrift } from '../../shared/rules/policy-drift.ts';
import type { AnyRule, Example } from '../../shared/rules/rule.ts';
import { selfGrant } from '../../shared/rules/self-grant.ts';
import { separationOfDuties } from '../../shared/rules/separation-of-duties.ts';
import * as given from './subject.ts';

const OWNER = given.role('KeyOwner');
const allow = (who: string, ...actions: readonly string[]) => given.statement('Allows', who, actions);
const doomed = { state: 'PendingDeletion', deletionDate: '2026-11-09T10:00:00.000Z' } as const;
const deletion = (by: string) => ({
  operation: 'ScheduleKeyDeletion',
  by,
  details: { pendingWindowInDays: 7 },
});

/** The policy engine cannot say of a name whether it is a number. */
const undecided = given.statement('Undecided', '*', 'kms:Sign', {
  Condition: { NumericEquals: { 'aws:username': '5' } },
});

/** What somebody reads of a key in an alert: the facts that a rule goes by. */
const cases: readonly [AnyRule, Omit<Example, 'name'>, readonly (string | RegExp)[]][] = [
  [
    deletionWindow,
    { snapshot: doomed, change: deletion('role/KeyAdministrator') },
    [/after 7 days.* at least 30/, 'deleted on 2026-11-09T10:00:00.000Z'],
  ],
  [
    deletionWindow,
    { snapshot: { state: 'PendingReplicaDeletion' }, change: deletion('role/KeyAdministrator') },
    [/after 7 days/, 'deleted on an unknown date'],
  ],
  [
    noUnauthorizedDeletion,
    {
      standard: 'deletion: { allowedTo: [role/Deploy, role/Custodian] }',
      snapshot: doomed,
      change: deletion('role/KeyOwner'),
    },
    [/KeyOwner/, 'deleted on 2026-11-09T10:00:00.000Z', 'allowed to: role/Deploy, role/Custodian'],
  ],
  [
    noUnauthorizedDeletion,
    {
      standard: 'deletion: { allowedTo: [] }',
      snapshot: { state: 'PendingReplicaDeletion' },
      change: deletion('role/KeyOwner'),
    },
    [/KeyOwner/, 'deleted on an unknown date', 'allowed to: nobody'],
  ],
  [
    noUnauthorizedDeletion,
    { standard: 'deletion: { protected: true }', snapshot: doomed },
    [/nobody may delete it/, 'deleted on 2026-11-09T10:00:00.000Z', 'allowed to: nobody'],
  ],
  [
    keyCreator,
    {
      standard: 'creation: { createdBy: [role/Deploy] }',
      change: { operation: 'ReplicateKey', by: OWNER },
    },
    [/KeyOwner replicated the key/, 'may create keys: role/Deploy'],
  ],
  [
    keyCreator,
    {
      standard: 'creation: { createdBy: [role/Deploy, role/Platform] }',
      change: { operation: 'CreateKey', by: OWNER },
    },
    [/KeyOwner created the key/, 'may create keys: role/Deploy, role/Platform'],
  ],
  [
    keyEnabled,
    { snapshot: { state: 'Disabled' }, change: { operation: 'DisableKey', by: OWNER } },
    [/KeyOwner disabled the key/, 'baseline version 1'],
  ],
  [
    keyEnabled,
    { snapshot: { state: 'Disabled' }, change: { operation: 'EnableKeyRotation', by: OWNER } },
    [/^The key is disabled/, 'baseline version 1'],
  ],
  [lockout, { statements: [] }, [/Nobody/, /^neither the root user nor a principal/]],
  [noPublicAccess, { snapshot: { policy: '{' } }, [/cannot be read/, 'a string in double quotes is wanted']],
  [
    selfGrant,
    {
      approved: [allow(OWNER, 'kms:PutKeyPolicy')],
      statements: [allow(OWNER, 'kms:PutKeyPolicy', 'kms:Decrypt')],
      change: { operation: 'PutKeyPolicy', by: OWNER },
    },
    [/gave itself/, `${OWNER} may now Decrypt`],
  ],
  [
    selfGrant,
    {
      approved: [allow(OWNER, 'kms:PutKeyPolicy')],
      statements: [
        allow(OWNER, 'kms:PutKeyPolicy'),
        given.statement('Tls', OWNER, 'kms:Decrypt', {
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
        given.statement('Odd', OWNER, 'kms:Sign', {
          Condition: { NumericEquals: { 'aws:userid': '5' }, StringLike: { 'aws:userid': 'x*' } },
        }),
      ],
      change: { operation: 'PutKeyPolicy', by: OWNER },
    },
    [
      /gave itself/,
      /^role\/KeyOwner in account 111122223333 may Decrypt, if aws:SecureTransport is true/,
      /^could not be decided, so counts: \w/,
    ],
  ],
  [
    confusedDeputy,
    { statements: [{ ...allow(OWNER, 'kms:Decrypt'), Principal: { Service: 's3.amazonaws.com' } }] },
    // Of what the policy does not ask, and no service carries, nothing is said.
    [/for anybody/, /^the service s3.amazonaws.com may Decrypt, unless aws:SourceAccount (?!.*PrincipalOrg)/],
  ],
  [
    separationOfDuties,
    {
      statements: [
        allow(given.role('A'), 'kms:Decrypt', 'kms:DisableKey'),
        allow(given.role('B'), 'kms:Decrypt', 'kms:PutKeyPolicy'),
        allow(given.role('C'), 'kms:Decrypt', 'kms:PutKeyPolicy', 'kms:DisableKey'),
      ],
    },
    [
      /same principal/,
      `${given.role('A')} may use the key, and manage it`,
      `${given.role('B')} may use the key, and change its policy`,
      `${given.role('C')} may use the key, and change its policy, and manage it`,
    ],
  ],
  [
    policyDrift,
    {
      approved: [allow(OWNER, 'kms:Sign'), allow(OWNER, 'kms:Verify')],
      statements: [allow(OWNER, 'kms:Decrypt'), allow(OWNER, 'kms:Encrypt')],
    },
    [
      /gives access that its approved baseline does not/,
      'gained: role/KeyOwner in account 111122223333 may Decrypt',
      'gained: role/KeyOwner in account 111122223333 may Encrypt',
      'lost: role/KeyOwner in account 111122223333 may no longer Sign',
      'lost: role/KeyOwner in account 111122223333 may no longer Verify',
    ],
  ],
  [
    policyDrift,
    { approved: [allow(OWNER, 'kms:Sign', 'kms:Verify')], statements: [allow(OWNER, 'kms:Sign')] },
    [/takes away access/, 'lost: role/KeyOwner in account 111122223333 may no longer Verify'],
  ],
  [
    policyDrift,
    {
      approved: [],
      statements: [undecided],
    },
    [/gives access that its approved baseline does not/, /^could not be decided, so counts as wider: \w/],
  ],
];

test.each(cases.map(([rule, ...more]) => [rule.id, rule, ...more] as const))(
  '%s tells what it goes by',
  (_, rule, example, lines) => {
    const [violation, ...others] = findingsIn(rule, { name: 'an example', ...example });
    expect(others).toEqual([]);
    expect([violation?.message, ...(violation?.evidence ?? [])]).toEqual(
      lines.map((line) => (typeof line === 'string' ? line : expect.stringMatching(line))),
    );
  },
);

const nobodyElse = { ...allow(OWNER, 'kms:Sign'), Principal: undefined, NotPrincipal: { AWS: OWNER } };

test.each<[AnyRule, readonly object[], readonly number[]]>([
  [noNotPrincipal, [nobodyElse, allow(OWNER, 'kms:Sign'), nobodyElse], [0, 2]],
  [orphanedPrincipal, [allow(OWNER, 'kms:Sign'), allow('AROAEXAMPLEID12345678', 'kms:Sign')], [1]],
  [policyDrift, [undecided, allow(given.role('App'), 'kms:Decrypt')], [0, 1]],
])('the statements at fault are named, in order: %#', (rule, statements, places) => {
  const [violation] = findingsIn(rule, { name: 'an example', approved: [], statements });
  expect(violation?.statements).toEqual(places);
});
