import { describe, expect, test } from '@jest/globals';
import { governedPolicy } from '../../cli/demo/key-policy.ts';
import { exampleStandard, readStandard } from '../../cli/standard-file.ts';
import { keySteps } from '../../shared/remediation/key-steps.ts';
import { repairedPolicy } from '../../shared/remediation/repair.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import * as given from '../rules/subject.ts';

const { defaults } = await readStandard(exampleStandard);
const good = governedPolicy(given.account);
const allow = given.statement;
const root = `arn:aws:iam::${given.account}:root`;
const stranger = 'arn:aws:iam::444455556666:role/Stranger';
const wholeAccount = allow('Enable IAM User Permissions', root, 'kms:*');

const repair = (statements: readonly object[], asked: Partial<Governance> = {}, most?: number) =>
  repairedPolicy(
    {
      snapshot: given.snapshot({ policy: given.policy(...statements) }),
      governance: { ...defaults, ...asked },
    },
    allRules,
    most,
  );

/** The statements of the repaired policy beside those that are as they should be. */
function leftOf(statements: readonly object[], asked?: Partial<Governance>): readonly object[] {
  const repaired = repair(statements, asked);
  if ('why' in repaired) throw new Error(repaired.why);
  const all: readonly object[] = JSON.parse(repaired.policy).Statement;
  const known = good.map((each) => JSON.stringify(each));
  return all.filter((each) => !known.includes(JSON.stringify(each)));
}

const takenFrom = (statements: readonly object[], asked?: Partial<Governance>) => {
  const repaired = repair(statements, asked);
  return 'why' in repaired ? repaired.why : repaired.taken;
};

describe('a policy that no baseline is known of', () => {
  test('loses a stranger, and nothing else of it changes', () => {
    const statements = [...good, allow('Open', stranger, 'kms:Decrypt')];
    expect(repair(statements)).toMatchObject({ policy: given.policy(...good) });
    expect(takenFrom(statements)).toEqual(['role/Stranger in account 444455556666 may no longer Decrypt']);
  });

  test('keeps every word where it keeps to the standard', () => {
    const policy = JSON.stringify(JSON.parse(given.policy(...good)), null, 2);
    const subject = { snapshot: given.snapshot({ policy }), governance: defaults };
    expect(repairedPolicy(subject, allRules)).toMatchObject({ policy, taken: [], unfinished: false });
  });

  test('loses one bad principal of a statement, and keeps the good ones together under its Sid', () => {
    const principals = [given.role('KeyUser'), stranger, `arn:aws:iam::${given.account}:role/KeyUser`];
    const statement = { ...allow('Team', '', ['kms:Encrypt', 'kms:De*']), Principal: { AWS: principals } };
    expect(leftOf([...good, { ...statement, Action: ['kms:Encrypt', 'kms:Decrypt'] }])).toEqual([
      {
        ...statement,
        Principal: { AWS: [given.role('KeyUser'), given.role('KeyUser')] },
        Action: ['kms:Encrypt', 'kms:Decrypt'],
      },
    ]);
  });

  test('keeps for one principal what another of its statement may not', () => {
    const statement = allow('Team', '', ['kms:Encrypt', 'kms:DescribeKey']);
    const principals = [given.role('KeyUser'), given.role('Clerk')];
    expect(leftOf([...good, { ...statement, Principal: { AWS: principals } }])).toEqual([
      { ...statement, Principal: { AWS: given.role('KeyUser') } },
      { ...statement, Sid: 'Team2', Principal: { AWS: given.role('Clerk') }, Action: 'kms:DescribeKey' },
    ]);
  });

  test('takes from kms:* for a user only what a user may not hold', () => {
    const [{ Action }] = leftOf([...good, allow('App', given.role('KeyUser'), 'kms:*')]) as [
      { Action: readonly string[] },
    ];
    expect(Action).toEqual(
      expect.arrayContaining(['kms:Encrypt', 'kms:Sign', 'kms:DescribeKey', 'kms:ListGrants']),
    );
    expect(Action.filter((each) => /Put|Schedule|CreateGrant|TagR|Disable/.test(each))).toEqual([]);
  });

  test('keeps wildcards that cover nothing else', () => {
    const statement = allow('App', given.role('KeyUser'), ['kms:*crypt', 'kms:GenerateDataKey*', 'kms:Put*']);
    expect(leftOf([...good, statement])).toEqual([
      { ...statement, Action: ['kms:*crypt', 'kms:GenerateDataKey*'] },
    ]);
  });

  test('loses a statement that allows everybody but a few, and no action by name where NotAction is left', () => {
    const butFew = {
      ...allow('Wide', '', 'kms:Decrypt'),
      NotPrincipal: { AWS: stranger },
      Principal: undefined,
    };
    expect(leftOf([...good, butFew])).toEqual([]);
    const { Action: _, ...app } = allow('App', given.role('KeyUser'), '');
    const statement = { ...app, NotAction: ['kms:PutKeyPolicy', 'kms:Sign'] };
    const [left] = leftOf([...good, statement]) as [Record<string, unknown>];
    expect(left).not.toHaveProperty('NotAction');
    expect(left.Action).toContain('kms:Decrypt');
    expect(left.Action).not.toContain('kms:Sign');
  });

  test('keeps the use, and not the management, for one who may have either', () => {
    const both = {
      ...defaults.roles,
      users: ['role/KeyUser', 'role/Both'],
      administrators: ['role/KeyAdministrator', 'role/Both'],
    };
    const statement = allow('Both', given.role('Both'), ['kms:DisableKey', 'kms:Decrypt']);
    expect(leftOf([...good, statement], { roles: both })).toEqual([{ ...statement, Action: 'kms:Decrypt' }]);
  });

  test('keeps the one who can change it, before its use, where there is nobody else', () => {
    const roles = { ...defaults.roles, users: ['role/Both'], owners: ['role/Both'], guardian: [] };
    const statement = allow('Both', given.role('Both'), ['kms:PutKeyPolicy', 'kms:Decrypt']);
    const asked = { ...defaults, roles };
    expect(leftOf([statement], asked)).toEqual([{ ...statement, Action: 'kms:PutKeyPolicy' }]);
  });

  test('is written without principals that have been deleted, which KMS would not take', () => {
    const gone = { Principal: { AWS: ['AROAEXAMPLEID12345678', given.role('KeyUser')] } };
    const deny = { ...allow('Nobody', '', 'kms:Sign'), Effect: 'Deny', ...gone };
    const last = allow('Last', 'AROAEXAMPLEID12345678', 'kms:Decrypt');
    expect(leftOf([...good, deny, last])).toEqual([{ ...deny, Principal: { AWS: given.role('KeyUser') } }]);
    const { Principal: _, ...everybody } = { ...allow('All', '', 'kms:Sign'), Effect: 'Deny' };
    const but = { ...everybody, NotPrincipal: { AWS: 'AROAEXAMPLEID12345678' } };
    expect(leftOf([...good, but])).toEqual([{ ...everybody, Principal: '*' }]);
  });

  test('is written without statements that name no action, which have no effect', () => {
    const { Action: _, ...idle } = allow('Idle', given.role('KeyUser'), '');
    const bad = allow('Open', stranger, 'kms:Decrypt');
    expect(leftOf([...good, idle, bad])).toEqual([]);
  });
});

describe('a condition that the standard speaks of is added where less is lost by it', () => {
  test('the account keeps its root user and the guardian, where IAM may not decide', () => {
    const { Sid, ...rest } = wholeAccount;
    expect(leftOf([wholeAccount], { iamDelegation: 'forbidden' })).toEqual([
      { Sid, ...rest, Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } } },
      {
        Sid: `${Sid} Guardian`,
        ...rest,
        Condition: { ArnLike: { 'aws:PrincipalArn': [given.role('kms-guardian/*')] } },
      },
    ]);
  });

  test('the root user keeps what gets it back into the key, and IAM the rest', () => {
    const [recovery, others] = leftOf([wholeAccount], { rootUser: 'recovery' }) as Record<string, unknown>[];
    expect(recovery?.Action).toContain('kms:PutKeyPolicy');
    expect(recovery?.Action).not.toContain('kms:Decrypt');
    expect(others?.Action).toContain('kms:Decrypt');
    expect(others?.Condition).toEqual({ StringNotEquals: { 'aws:PrincipalType': ['Account'] } });
  });

  test('users use the key through the endpoint, or by a service', () => {
    const usage = { ...defaults.usage, vpcEndpoints: ['vpce-1a2b3c4d'] };
    const roles = { ...defaults.roles, users: ['role/App'] };
    const users = allow('App', given.role('App'), ['kms:Decrypt', 'kms:DescribeKey']);
    const app = leftOf([...good, users], { usage, roles }).slice(-3);
    expect(app).toEqual([
      { ...users, Action: 'kms:DescribeKey' },
      {
        ...users,
        Sid: 'AppThroughEndpoints',
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'aws:SourceVpce': ['vpce-1a2b3c4d'] } },
      },
      {
        ...users,
        Sid: 'AppThroughServices',
        Action: 'kms:Decrypt',
        Condition: { Bool: { 'aws:ViaAWSService': 'true' } },
      },
    ]);
  });

  test('it stands beside the statement’s own', () => {
    const own = { Condition: { StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } } };
    const service = {
      ...allow('Trail', '', 'kms:Decrypt', own),
      Principal: { Service: 'logs.amazonaws.com' },
    };
    expect(leftOf([...good, service])).toEqual([
      {
        ...service,
        Condition: {
          StringEquals: {
            'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
            'aws:SourceAccount': [given.account],
          },
        },
      },
    ]);
  });

  test('a key that is open to everybody stays open to those whom the standard names', () => {
    const open = leftOf([
      allow('Open', '*', ['kms:Decrypt', 'kms:PutKeyPolicy', 'kms:DescribeKey']),
      ...good,
    ]);
    expect(open).toContainEqual(
      expect.objectContaining({ Condition: { StringEquals: { 'aws:PrincipalAccount': [given.account] } } }),
    );
    // The others have all of it by statements of their own.
    expect(JSON.stringify(open)).not.toMatch(/KeyUser|KeyOwner|444455556666/);
  });
});

describe('there is no repair', () => {
  test('of what cannot be read', () => {
    const subject = { snapshot: given.snapshot({ policy: '{"Statement": 7' }), governance: defaults };
    expect(repairedPolicy(subject, allRules)).toEqual({
      why: expect.stringMatching(/^the live policy cannot be read, so nobody can say what may be kept: /),
    });
  });

  test('that would let the guardian in where it is not', () => {
    const [rootUser, , , users] = good;
    expect(takenFrom([rootUser as object, users as object])).toMatch(
      /^no policy keeps to the standard and gives nothing that the live one does not. The most that may be kept of it breaks guardian-access: .*PutKeyPolicy/,
    );
  });

  test('that takes a Deny away, whoever is shut out by it', () => {
    const shut = { ...allow('Shut', '*', 'kms:PutKeyPolicy'), Effect: 'Deny' };
    expect(takenFrom([...good, shut])).toMatch(/breaks lockout: Nobody is known who could change/);
  });

  test('that leaves nobody able to change the policy', () => {
    const roles = { ...defaults.roles, guardian: [] };
    expect(takenFrom([allow('Open', stranger, 'kms:*')], { roles })).toMatch(
      /breaks lockout: Nobody is known/,
    );
  });

  test('that leaves nobody able to change it, though no rule asked', () => {
    const subject = {
      snapshot: given.snapshot({ policy: given.policy(allow('App', given.role('KeyUser'), 'kms:Decrypt')) }),
      governance: defaults,
    };
    expect(repairedPolicy(subject, [])).toEqual({
      why: expect.stringMatching(/breaks nobody could change the policy any more$/),
    });
  });
});

describe('the work is bounded', () => {
  const wide = [...good, allow('App', given.role('KeyUser'), 'kms:*')];

  test('an ordinary policy takes fewer than two hundred judgements', () => {
    expect(repair(wide)).toMatchObject({ unfinished: false });
    const repaired = repair(wide);
    expect('judgements' in repaired ? repaired.judgements : Number.NaN).toBeLessThan(200);
  });

  test('what complies by then is written, and said to be unfinished', () => {
    const repaired = repair(wide, {}, 12);
    expect(repaired).toMatchObject({ unfinished: true, judgements: 12 });
    expect(repaired).toMatchObject({ policy: expect.stringContaining('GuardianPutsRight') });
  });

  test('where nothing complies by then, that is said', () => {
    expect(repair(wide, {}, 0)).toEqual({
      why: expect.stringMatching(
        /^the live policy has too many parts to try in 0 judgements, and what was found/,
      ),
    });
  });
});

describe('the step for a key with no baseline', () => {
  const snapshot = given.snapshot({ policy: given.policy(...good, allow('Open', stranger, 'kms:Decrypt')) });

  test('puts the repaired policy, says what was taken, and holds for the live policy alone', () => {
    expect(keySteps('revert-policy', { snapshot, governance: defaults }, allRules)).toEqual({
      steps: [
        {
          kind: 'put-key-policy',
          policy: given.policy(...good),
          replaces: snapshot.policy,
          repair: {
            taken: ['role/Stranger in account 444455556666 may no longer Decrypt'],
            unfinished: false,
          },
        },
      ],
    });
  });

  test('is none where there is no repair, with the reason', () => {
    const unreadable = given.snapshot({ policy: '[]' });
    expect(keySteps('revert-policy', { snapshot: unreadable, governance: defaults }, allRules)).toEqual({
      why: expect.stringMatching(
        /^no baseline of this key is known to go back to, and the live policy cannot be read/,
      ),
    });
  });
});
