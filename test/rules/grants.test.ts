import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../shared/events/change.ts';
import type { Grant } from '../../shared/keys/snapshot.ts';
import { grantConstraints } from '../../shared/rules/grant-constraints.ts';
import { grantCount } from '../../shared/rules/grant-count.ts';
import { grantOperations } from '../../shared/rules/grant-operations.ts';
import { grantee } from '../../shared/rules/grantee.ts';
import type { Rule, Subject } from '../../shared/rules/rule.ts';
import { isServiceGrant } from '../../shared/rules/service-grant.ts';
import * as given from './subject.ts';

const outsider = 'arn:aws:iam::444455556666:role/Outsider';

const grant = (more: Partial<Grant> = {}): Grant => ({
  id: 'abcde1237f76e4ba',
  grantee: outsider,
  operations: ['Decrypt'],
  ...more,
});

const made = (more: object = {}, by?: string): Change => {
  const { id: grantId, ...details } = grant();
  return given.change('CreateGrant', { grantId, ...details, ...more }, by);
};

const asked = (grants: object): Partial<Subject> => {
  const governance = given.governance();
  return { governance: { ...governance, grants: { ...governance.grants, ...grants } } };
};

const found = (rule: Rule, over: Partial<Subject>) => rule.check(given.subject(over));
const listing = (...grants: readonly Grant[]) => ({ snapshot: given.snapshot({ grants }) });

describe('what an AWS service calls for', () => {
  const by = (service: string | undefined, to = given.role('Orders')) => {
    const change = made({ grantee: to });
    const actor = { ...change.actor, ...(service === undefined ? {} : { service }) };
    return isServiceGrant(grant({ grantee: to }), given.subject({ change: { ...change, actor } }));
  };

  test.each([
    'AWS Internal',
    'acm.amazonaws.com',
    'lambda.amazonaws.com',
    'm2.us-west-2.amazonaws.com',
    'rds.amazonaws.com',
  ])('%s: is its own', (service) => {
    expect(by(service)).toBe(true);
  });

  test.each([
    'apigateway',
    'appsync',
    'cloudcontrolapi',
    'cloudformation',
    'console',
    'events',
    'pipes',
    'scheduler',
    'servicecatalog',
    'signin',
    'ssm',
    'states',
  ])('%s: is whatever a customer told it to', (service) => {
    expect(by(`${service}.amazonaws.com`)).toBe(false);
    expect(by(`${service}.us-east-1.amazonaws.com`)).toBe(false);
    expect(by(`${service}.amazonaws.com`, 'sns.amazonaws.com')).toBe(false);
  });

  test('is nobody’s own without it', () => {
    expect(by(undefined)).toBe(false);
    expect(by(undefined, 'sns.amazonaws.com')).toBe(false);
  });
});

describe('evidence', () => {
  const evidence = (over: Partial<Subject>) => found(grantee, over)[0]?.evidence;

  test('says what an event gave to whom', () => {
    expect(evidence({ change: made({ operations: ['Decrypt', 'Encrypt', 'Sign'] }) })).toEqual([
      'gained: role/Outsider of account 444455556666 could Decrypt, Encrypt and Sign',
    ]);
  });

  test('says which grant of a list it is', () => {
    expect(evidence(listing(grant()))).toEqual([
      'grant abcde1237f76e4ba: role/Outsider of account 444455556666 may Decrypt',
    ]);
  });

  test('says that the record tells of no operation', () => {
    expect(evidence({ change: made({ operations: [] }) })).toEqual([
      'gained: role/Outsider of account 444455556666 could do what the record does not tell',
    ]);
  });

  test('says that a grant may be handed on', () => {
    expect(evidence({ change: made({ operations: ['CreateGrant'] }) })).toContain(
      'by CreateGrant it may hand the same on to anybody',
    );
  });

  test.each([
    ['the maker', outsider, true],
    ['a session of the maker', 'arn:aws:sts::444455556666:assumed-role/Outsider/mallory', true],
    ['another role of its account', 'arn:aws:iam::444455556666:role/Other', false],
    ['the root user', 'arn:aws:iam::444455556666:root', false],
  ])('says whether %s made it for itself', (_, to, self) => {
    const lines = evidence({ change: made({ grantee: to }, outsider) });
    expect(lines?.includes('whoever made the grant made it for itself')).toBe(self);
  });

  test('says so of a root user', () => {
    const root = 'arn:aws:iam::444455556666:root';
    expect(evidence({ change: made({ grantee: root }, root) })).toContain(
      'whoever made the grant made it for itself',
    );
  });

  test('says it of nobody whom the record does not name', () => {
    const change = { ...made(), actor: { kind: 'unknown' as const } };
    expect(evidence({ change })).toHaveLength(1);
  });

  test('says for whom grants are', () => {
    const over = {
      ...asked({ grantees: ['role/App', 'role/Other'] }),
      change: made({ grantee: given.role('X') }),
    };
    expect(evidence(over)).toEqual(['gained: role/X could Decrypt', 'grants are for: role/App, role/Other']);
  });

  test('says what grants may allow', () => {
    const over = { ...asked({ operations: ['Encrypt', 'Sign'] }), change: made() };
    expect(found(grantOperations, over)).toMatchObject([
      {
        message:
          'A grant for role/Outsider of account 444455556666 allows Decrypt, which the standard does not list for grants.',
        evidence: [
          'gained: role/Outsider of account 444455556666 could Decrypt',
          'grants may allow: Encrypt, Sign',
        ],
      },
    ]);
  });

  test('says what a service is bound to', () => {
    const to = (constraints?: object) => ({
      change: made({ grantee: 'logs.amazonaws.com', ...(constraints && { constraints }) }),
    });
    expect(evidence(to())).toContain('no SourceArn binds it');
    expect(evidence(to({ sourceArn: 'arn:aws:s3:::bucket' }))).toContain(
      'bound to arn:aws:s3:::bucket, which names no account',
    );
  });
});

describe('grant-constraints', () => {
  const unbound = (operation: string, more: Partial<Subject> = {}) =>
    found(grantConstraints, {
      ...asked({ constraints: 'required' }),
      change: made({ operations: [operation] }),
      ...more,
    });

  test.each([
    'Decrypt',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyPair',
    'GenerateDataKeyPairWithoutPlaintext',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
  ])('asks a context of %s', (operation) => {
    expect(unbound(operation)).toMatchObject([
      {
        message: `A grant for role/Outsider of account 444455556666 allows ${operation} with any encryption context.`,
      },
    ]);
  });

  test.each([
    'CreateGrant',
    'DeriveSharedSecret',
    'DescribeKey',
    'GenerateMac',
    'GetPublicKey',
    'RetireGrant',
    'Sign',
    'Verify',
    'VerifyMac',
  ])('asks none of %s', (operation) => {
    expect(unbound(operation)).toEqual([]);
  });

  test.each(['RSA_4096', 'HMAC_256', 'ECC_NIST_P256', 'SM2'])('asks none of keys that are %s', (spec) => {
    expect(unbound('Decrypt', { snapshot: given.snapshot({ spec }) })).toEqual([]);
  });
});

test('what CloudTrail does not show is AWS’s own to every rule', () => {
  const change = made({ grantee: 'AWS Internal' });
  for (const rule of [grantee, grantOperations, grantConstraints, grantCount])
    expect(
      found(rule, {
        ...asked({ grantees: ['role/App'], operations: ['Sign'], constraints: 'required', maximum: 0 }),
        change,
      }),
    ).toEqual([]);
});

test('a grant of which nothing tells what it allows counts as allowing too much', () => {
  const over = { ...asked({ operations: ['Sign'] }), change: made({ operations: [] }) };
  expect(found(grantOperations, over)[0]?.message).toBe(
    'A grant for role/Outsider of account 444455556666 allows what the record does not tell, which the standard does not list for grants.',
  );
  const two = { ...over, change: made({ operations: ['Encrypt', 'Decrypt'] }) };
  expect(found(grantOperations, two)[0]?.message).toMatch(/allows Encrypt and Decrypt, which/);
});

describe('a remedy', () => {
  const remedies = (rule: Rule, over: Partial<Subject>) => found(rule, over).map(({ remedy }) => remedy);
  const foreign = {
    grantee: 'sns.amazonaws.com',
    constraints: { sourceArn: 'arn:aws:sns:us-east-1:444455556666:t' },
  };
  const strict = asked({ grantees: ['role/App'], operations: ['Sign'], constraints: 'required', maximum: 0 });

  test.each([
    ['the grant to a stranger', grantee, {}],
    ['the grant to who is no grantee', grantee, { grantee: given.role('Other') }],
    ['what a service may do for a stranger', grantee, foreign],
    ['what allows too much', grantOperations, {}],
    ['what nothing binds', grantConstraints, {}],
  ])('revokes %s, which an event tells of', (_, rule, details) => {
    expect(remedies(rule, { ...strict, change: made(details) })).toEqual(['revoke-grant']);
    expect(remedies(rule, { ...strict, ...listing(grant(details)) })).toEqual([undefined]);
  });

  test.each([
    ['a service that a person made it for', grantee, { grantee: 'sns.amazonaws.com' }],
    ['somebody nobody can tell', grantee, { grantee: 'AROA123456789EXAMPLE' }],
    ['one too many', grantCount, {}],
  ])('takes nothing from %s', (_, rule, details) => {
    expect(remedies(rule, { ...strict, change: made(details) })).toEqual([undefined]);
  });
});

describe('what the record leaves out', () => {
  const bare = { grantee: undefined, operations: [] };

  test('is as KMS lists it', () => {
    expect(found(grantee, { change: made(bare), ...listing(grant()) })[0]?.message).toBe(
      'A grant is for role/Outsider of account 444455556666, which is not trusted.',
    );
    const bound = grant({ constraints: { encryptionContextEquals: { app: 'orders' } } });
    const over = { ...asked({ constraints: 'required' }), change: made(bare), ...listing(bound) };
    expect(found(grantConstraints, over)).toEqual([]);
  });

  test('is not as KMS lists another', () => {
    const other = grant({ id: 'other' });
    expect(found(grantee, { change: made(bare), ...listing(other) })[0]?.message).toBe(
      'A grant is for somebody the record does not name, and nothing tells of which account that is.',
    );
  });

  test('does not matter where the record tells it', () => {
    const listed = grant({ grantee: given.role('App'), operations: ['Sign'] });
    expect(found(grantee, { change: made(), ...listing(listed) })[0]?.evidence).toEqual([
      'gained: role/Outsider of account 444455556666 could Decrypt',
    ]);
  });
});

describe('grant-count', () => {
  const user = (id: string) => grant({ id, grantee: given.role('KeyUser') });
  const count = (
    maximum: number,
    grants: readonly Grant[],
    more: Partial<Subject> = {},
    grantsCut?: string,
  ) =>
    found(grantCount, {
      ...asked({ maximum }),
      snapshot: given.snapshot({ grants, ...(grantsCut === undefined ? {} : { grantsCut }) }),
      ...more,
    });

  test('counts', () => {
    expect(count(1, [user('a'), user('b')])).toStrictEqual([
      { message: 'The key has 2 grants, and may have 1.', evidence: [] },
    ]);
    expect(count(2, [user('a'), user('b')])).toStrictEqual([]);
  });

  test('counts what it could read, and says that it is not all', () => {
    expect(count(1, [user('a'), user('b')], {}, 'cut')).toStrictEqual([
      { message: 'The key has at least 2 grants, and may have 1.', evidence: ['cut'] },
    ]);
    expect(count(2, [user('a'), user('b')], {}, 'cut')).toStrictEqual([
      { message: 'Whether the key has more than 2 grants could not be told.', evidence: ['cut'] },
    ]);
  });

  test('takes a grant to a service for the service’s, where no event tells', () => {
    const service = grant({ id: 's', grantee: 'sns.amazonaws.com' });
    expect(count(1, [user('a'), service], { change: made({ grantId: 'a' }) })).toEqual([]);
  });

  test('asks nothing where as many as KMS allows may be', () => {
    expect(count(49_999, [], {}, 'cut')).toHaveLength(1);
    expect(count(50_000, [], {}, 'cut')).toEqual([]);
  });

  test('finds nothing where grants were not read', () => {
    expect(found(grantCount, asked({ maximum: 0 }))).toEqual([]);
    expect(found(grantee, {})).toEqual([]);
  });
});
