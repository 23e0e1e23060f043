import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { keyPolicyOf } from '../../shared/render/key-policy.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { account, governance } from '../rules/subject.ts';
import { asking, findingsOn, five, keyPolicy, load, place } from './judged.ts';

test('The patterns meet in some standards, and the plainer name wins', () => {
  const ask = asking(
    keyPolicy(
      governance({
        roles: {
          administrators: ['role/team-*'],
          owners: ['role/app-owner'],
          users: ['role/team-app', 'role/app-*'],
          guardian: ['role/kms-guardian/*'],
          pipelines: [],
        },
        iamDelegation: 'forbidden',
      }),
    ) as string,
  );
  expect([ask('role/team-app', 'Decrypt'), ask('role/team-app', 'DisableKey')]).toEqual([
    'allowed',
    'denied',
  ]);
  expect([ask('role/team-b', 'Decrypt'), ask('role/team-b', 'DisableKey')]).toEqual(['denied', 'allowed']);
  expect([ask('role/app-owner', 'Decrypt'), ask('role/app-b', 'Decrypt')]).toEqual(['denied', 'allowed']);
});

test.each([
  ['one name', ['role/A'], ['role/A']],
  ['one name, written in two ways', ['role/A'], [`arn:aws:iam::${account}:role/A`]],
  ['a pattern within a manager’s', ['role/a-*'], ['role/a-b-*']],
])('A standard with a user who manages is refused: %s', (_, administrators, users) => {
  const asked = governance({ roles: { ...governance().roles, administrators, users } });
  expect(() => keyPolicyOf(asked, place)).toThrow(
    expect.objectContaining({ code: 'CONTRADICTION', message: expect.stringContaining('role/') }),
  );
});

const onPrincipals = (conditions: Governance['usage']['conditions']) => {
  const { roles, usage } = governance();
  const asked = { roles: { ...roles, users: ['role/app-*'] as const }, usage: { ...usage, conditions } };
  return governance({ ...asked, iamDelegation: 'forbidden' });
};

test('A condition on the principal, however it is spelled, stands beside the pattern of users', () => {
  const conditions = { 'aws:principalarn': [`arn:aws:iam::${account}:role/*-a`] };
  const ask = asking(keyPolicyOf(onPrincipals(conditions), place).text);
  expect([ask('role/app-a', 'Decrypt'), ask('role/app-b', 'Decrypt'), ask('role/x-a', 'Decrypt')]).toEqual([
    'allowed',
    'denied',
    'denied',
  ]);
});

test('More conditions on the principal than one statement can ask are refused', () => {
  const conditions = { 'aws:principalarn': ['arn:*:role/*-a'], 'aws:PrincipalArn': ['arn:*:role/*-b'] };
  expect(() => keyPolicyOf(onPrincipals(conditions), place)).toThrow(
    expect.objectContaining({ name: 'RenderError', code: 'CONTRADICTION' }),
  );
});

describe.each([
  ['the example standard', await readFile('standard.yaml', 'utf8'), 'KeyAdministrator', 'KeyUser'],
  ['a standard of five lines', five, 'keyadmin', 'keyuser'],
])('The key policy of %s', (_, text, administrator, user) => {
  const { defaults, classes } = load(text);
  const { text: policy } = keyPolicyOf(defaults, place);
  const ask = asking(policy);

  test('keeps to every rule on policies, for every class', () => {
    for (const each of [defaults, ...classes.map((found) => found.governance)]) {
      expect(findingsOn(keyPolicyOf(each, place).text, each)).toEqual([]);
    }
  });

  test('separates duties', () => {
    expect(ask(`role/${administrator}`, 'ScheduleKeyDeletion')).toBe('allowed');
    expect(ask(`role/${administrator}`, 'Decrypt')).not.toBe('allowed');
    expect(ask(`role/${user}`, 'GenerateDataKeyPair')).toBe('allowed');
    expect(ask(`role/${user}`, 'PutKeyPolicy')).not.toBe('allowed');
    expect(ask('arn:aws:iam::444455556666:role/App', 'Decrypt')).toBe('denied');
  });

  test('lets a user make grants for AWS services alone', () => {
    const made = (forService: string) =>
      ask(`role/${user}`, 'CreateGrant', { 'kms:GrantIsForAWSResource': forService });
    expect(made('true')).toBe('allowed');
    expect(made('false')).not.toBe('allowed');
  });
});

test('Without owners the administrators set the policy, and with owners they do not', () => {
  const asked = governance({ iamDelegation: 'forbidden' });
  const without = { ...asked, roles: { ...asked.roles, owners: [] } };
  const puts = (each: Governance) =>
    asking(keyPolicy(each) as string)('role/KeyAdministrator', 'PutKeyPolicy');
  expect([puts(without), puts(asked)]).toEqual(['allowed', 'denied']);
});

test('Only those of deletion.allowedTo who manage the key schedule its deletion', () => {
  const allowedTo = ['role/Deploy', 'role/Outsider'];
  const asked = governance({
    iamDelegation: 'forbidden',
    deletion: { ...governance().deletion, allowedTo },
  });
  const { text, notes } = keyPolicyOf(asked, place);
  const may = (who: string) => asking(text)(`role/${who}`, 'ScheduleKeyDeletion');
  expect([may('Deploy'), may('KeyAdministrator'), may('Outsider')]).toEqual(['allowed', 'denied', 'denied']);
  expect(notes.join()).toContain('No deletion by role/Outsider');
});

test('Users of other accounts are let in as far as trust says, and managers of other accounts never', () => {
  const [partner, stranger] = ['arn:aws:iam::444455556666:role/App', 'arn:aws:iam::777788889999:role/App'];
  const roles = { ...governance().roles, users: [partner, stranger], owners: [stranger] };
  const trusting = (organizations: readonly string[]) =>
    keyPolicyOf(governance({ roles, trust: { accounts: ['444455556666'], organizations } }), place);
  const closed = trusting([]);
  expect(asking(closed.text)(partner, 'Decrypt')).toBe('delegated');
  expect(asking(closed.text)(stranger, 'Decrypt')).toBe('denied');
  expect(closed.notes.join()).toMatch(/Left out of the owners: .*Left out of the users: /s);
  const open = asking(trusting(['o-a1b2c3d4e5']).text);
  expect(open(stranger, 'Decrypt')).toBe('denied');
  expect(open(stranger, 'Decrypt', { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' })).toBe('delegated');
});

describe('Where use must come through a VPC endpoint', () => {
  const usage = { ...governance().usage, vpcEndpoints: ['vpce-1a2b3c4d'] };
  const from = (context: object, iamDelegation: Governance['iamDelegation'] = 'allowed') =>
    asking(keyPolicy(governance({ usage, iamDelegation })) as string)('role/KeyUser', 'Decrypt', {
      ...context,
    });

  test.each(['allowed', 'forbidden'] as const)(
    'users and the services they call are let in (IAM %s)',
    (iam) => {
      expect(from({ 'aws:SourceVpce': 'vpce-1a2b3c4d' }, iam)).toBe('allowed');
      expect(from({ 'aws:ViaAWSService': 'true' }, iam)).toBe('allowed');
      expect(from({ 'aws:SourceVpce': 'vpce-other' }, iam)).toBe('denied');
      expect(from({}, iam)).toBe('denied');
    },
  );

  test('a Deny stands only where IAM may let people make grants', () => {
    const denies = (iamDelegation: Governance['iamDelegation']) =>
      keyPolicyOf(governance({ usage, iamDelegation }), place).document.Statement.filter(
        ({ Effect }) => Effect === 'Deny',
      ).length;
    expect([denies('allowed'), denies('forbidden')]).toEqual([1, 0]);
  });
});

describe('Where the root user is for recovery', () => {
  const ask = (over: Partial<Governance>) => {
    const asked = governance({ rootUser: 'recovery', ...over });
    return asking(keyPolicy(asked) as string);
  };

  test.each(['allowed', 'forbidden'] as const)('it gets back in, and does nothing else (IAM %s)', (iam) => {
    const may = ask({ iamDelegation: iam });
    for (const action of [
      'PutKeyPolicy',
      'GetKeyPolicy',
      'ListKeyPolicies',
      'DescribeKey',
      'EnableKey',
      'CancelKeyDeletion',
    ]) {
      expect([action, may('root', action)]).toEqual([action, 'allowed']);
    }
    for (const action of ['Decrypt', 'ScheduleKeyDeletion', 'CreateGrant', 'DisableKey']) {
      expect([action, may('root', action)]).toEqual([action, 'denied']);
    }
    expect(may('role/Anybody', 'Decrypt')).toBe(iam === 'allowed' ? 'delegated' : 'denied');
  });

  test('also where use must come with something', () => {
    const may = ask({ usage: { ...governance().usage, encryptionContext: { app: ['payments'] } } });
    const context = { 'kms:EncryptionContext:app': 'payments' };
    expect([may('root', 'Decrypt', context), may('role/Anybody', 'Decrypt', context)]).toEqual([
      'denied',
      'delegated',
    ]);
    expect([may('root', 'PutKeyPolicy'), may('root', 'DisableKey')]).toEqual(['allowed', 'denied']);
  });
});

describe('Where use must meet conditions', () => {
  const usage = {
    ...governance().usage,
    conditions: { 'aws:PrincipalTag/team': ['pay*'], 'kms:EncryptionAlgorithm': ['SYMMETRIC_DEFAULT'] },
  };
  const ask = asking(keyPolicy(governance({ usage, iamDelegation: 'forbidden' })) as string);
  const tag = { 'aws:PrincipalTag/team': 'payments' };

  test('users meet those that their requests carry, and look without', () => {
    expect(ask('role/KeyUser', 'Decrypt', { ...tag, 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' })).toBe(
      'allowed',
    );
    expect(ask('role/KeyUser', 'Decrypt', tag)).toBe('denied');
    expect(ask('role/KeyUser', 'Sign', tag)).toBe('allowed');
    expect(ask('role/KeyUser', 'Sign')).toBe('denied');
    expect(ask('role/KeyUser', 'DescribeKey')).toBe('allowed');
  });

  test('the statements have names of their own', () => {
    const { Statement } = keyPolicyOf(governance({ usage, iamDelegation: 'forbidden' }), place).document;
    const sids = Statement.map(({ Sid }) => Sid);
    expect(sids.filter((sid) => sid.startsWith('UsersUse'))).toEqual([
      'UsersUseOnConditions',
      'UsersUseOnConditions2',
    ]);
    expect(new Set(sids).size).toBe(sids.length);
  });

  test.each<Governance['usage']['conditions']>([
    { 'aws:PrincipalArn': ['arn:aws:iam::*:role/app/*'] },
    { 'aws:PrincipalAccount': ['777788889999'] },
    { 'aws:PrincipalOrgID': ['o-zzzzzzzzzz'] },
    { 'aws:ViaAWSService': ['false'] },
  ])('also those on keys that statements have conditions on anyway: %j', (conditions) => {
    const asked = governance({
      usage: { ...governance().usage, conditions, vpcEndpoints: ['vpce-1a2b3c4d'] },
      roles: { ...governance().roles, users: ['role/*-app', 'arn:aws:iam::777788889999:role/App'] },
      trust: { accounts: [], organizations: ['o-a1b2c3d4e5'] },
    });
    for (const iamDelegation of ['allowed', 'forbidden'] as const) {
      const each = { ...asked, iamDelegation };
      expect(findingsOn(keyPolicy(each) as string, each)).toEqual([]);
    }
  });
});

describe('Where enclaves must attest', () => {
  const image = 'abc1'.repeat(24);
  const attestation = { ImageSha384: [image] };
  const asked = (
    over: Partial<Governance['usage']> = {},
    iamDelegation: Governance['iamDelegation'] = 'forbidden',
  ) => governance({ usage: { ...governance().usage, attestation, ...over }, iamDelegation });
  const shown = { 'kms:RecipientAttestation:ImageSha384': image };

  test('they alone get plaintext, and nobody takes data to another key', () => {
    const ask = asking(keyPolicy(asked()) as string);
    for (const action of ['Decrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'DeriveSharedSecret']) {
      const answers = [ask('role/KeyUser', action, shown), ask('role/KeyUser', action)];
      expect([action, ...answers]).toEqual([action, 'allowed', 'denied']);
    }
    expect(ask('role/KeyUser', 'ReEncryptFrom', shown)).toBe('denied');
    expect(ask('role/KeyUser', 'ReEncryptTo')).toBe('allowed');
    expect(ask('role/KeyUser', 'Encrypt')).toBe('allowed');
  });

  test('no grants are made for AWS services, which cannot attest', () => {
    const ask = asking(keyPolicy(asked()) as string);
    expect(ask('role/KeyUser', 'CreateGrant', { 'kms:GrantIsForAWSResource': 'true' })).toBe('denied');
  });

  test('through services nobody decrypts, and the notes say so', () => {
    const { text, notes } = keyPolicyOf(asked({ services: ['s3.*.amazonaws.com'] }), place);
    const through = { ...shown, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
    expect(asking(text)('role/KeyUser', 'Decrypt', through)).toBe('denied');
    expect(asking(text)('role/KeyUser', 'Encrypt', through)).toBe('allowed');
    expect(notes.join()).toContain('no service can attest');
    expect(keyPolicyOf(asked(), place).notes.join()).not.toContain('attest');
  });

  test('the notes say what grants could do where IAM has a say', () => {
    expect(keyPolicyOf(asked({}, 'allowed'), place).notes.join()).toContain(
      'whose holders no condition on attestation binds',
    );
    const plain = governance({ iamDelegation: 'allowed' });
    expect(keyPolicyOf(plain, place).notes.join()).not.toContain('attestation');
  });
});

describe('Where the standard lists what a role may do', () => {
  const actions = {
    administrators: ['kms:Describe*', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    owners: ['kms:PutKeyPolicy'],
    users: ['kms:Encrypt', 'kms:GenerateDataKey*'],
  };
  const { document } = keyPolicyOf(governance({ actions, iamDelegation: 'forbidden' }), place);
  const given = Object.fromEntries(document.Statement.map(({ Sid, Action }) => [Sid, Action]));

  test('nothing beyond it is given', () => {
    expect(given).toMatchObject({
      AdministratorsManage: ['kms:DescribeKey', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
      OwnersSetThePolicy: ['kms:PutKeyPolicy'],
      UsersUse: ['kms:Encrypt', 'kms:GenerateDataKey*'],
    });
    expect(Object.keys(given)).not.toContain('UsersLetServicesHoldGrants');
  });

  test('nor to the administrators among those who have keys deleted', () => {
    const asked = governance({
      actions: { ...actions, administrators: ['kms:Describe*', 'kms:ScheduleKeyDeletion'] },
      roles: { ...governance().roles, administrators: ['role/KeyAdministrator', 'role/Lead'] },
      deletion: { ...governance().deletion, allowedTo: ['role/Lead', 'role/Deploy'] },
    });
    const ask = asking(keyPolicy({ ...asked, iamDelegation: 'forbidden' }) as string);
    const may = (who: string) =>
      ['ScheduleKeyDeletion', 'DeleteImportedKeyMaterial'].map((action) => ask(`role/${who}`, action));
    expect(may('Lead')).toEqual(['allowed', 'denied']);
    expect(may('Deploy')).toEqual(['allowed', 'allowed']);
    expect(may('KeyAdministrator')).toEqual(['denied', 'denied']);
  });
});

test('A policy that is too large is refused; one that only white space makes too large is printed without', () => {
  const named = (count: number) => {
    const users = Array.from({ length: count }, (_, at) => `role/${'a-long-name-of-a-role-'.repeat(2)}${at}`);
    return governance({ roles: { ...governance().roles, users } });
  };
  expect(() => keyPolicyOf(named(300), place)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  const { text, notes } = keyPolicyOf(named(170), place);
  expect(text).not.toContain('\n');
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(32_768);
  expect(notes.join()).toContain('without white space');
});
