import fc from 'fast-check';
import type { Governance } from '../../shared/standard/standard.ts';
import { governance } from '../rules/subject.ts';

const some = (...items: readonly string[]) => fc.subarray([...items]);
const one = (...items: readonly string[]) => fc.subarray([...items], { minLength: 1 });
const permission = fc.constantFrom('allowed' as const, 'forbidden' as const);

const outsiders = ['arn:aws:iam::444455556666:role/App', 'arn:aws:iam::777788889999:user/Ann'];
const own = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

/** Names and patterns that meet each other now and then, as in a standard that has grown. */
const roles = fc.record({
  administrators: one(
    'role/Admin',
    'role/admin-*',
    'role/team-lead',
    'role/*-admin',
    'user/Root?',
    own('Admin'),
  ),
  owners: some('role/Owner', 'role/team-*-owner', 'role/own/*', outsiders[0] as string),
  users: some('role/App', 'role/team-*', 'role/app/?pp', 'role/batch-admin', 'user/*', ...outsiders),
  guardian: fc.constantFrom(['role/kms-guardian/*'], ['role/kms-guardian/Policy', 'role/kms-guardian/x-*']),
  pipelines: some('role/Deploy', 'role/team-deploy', 'role/ci/*'),
});

const context = fc.constantFrom<Governance['usage']['encryptionContext']>(
  {},
  {},
  { app: ['payments'] },
  { app: ['pay*', 'orders'], 'tenant id': ['?'] },
);

const conditions = fc.constantFrom<Governance['usage']['conditions']>(
  {},
  {},
  { 'aws:PrincipalTag/team': ['pay*', 'orders'] },
  { 'kms:EncryptionAlgorithm': ['SYMMETRIC_DEFAULT'], 'aws:MultiFactorAuthPresent': ['true'] },
  {
    'kms:SigningAlgorithm': ['ECDSA_SHA_256'],
    'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*'],
    'aws:SourceVpc': ['*'],
  },
);

const attestation = fc.constantFrom<Governance['usage']['attestation']>(
  {},
  {},
  { ImageSha384: ['abc1'.repeat(24)] },
  { PCR0: ['abc*'], PCR8: ['0'.repeat(96), 'f'.repeat(96)] },
);

/** Lists that hold back something, nothing, or all but the policy, and meet each other now and then. */
const actions = fc.record({
  administrators: fc.constantFrom(
    [],
    [],
    ['kms:*'],
    ['kms:Describe*', 'kms:Disable*', 'kms:PutKeyPolicy'],
    ['kms:TagResource', 'kms:Verify*'],
  ),
  owners: fc.constantFrom([], [], ['kms:PutKeyPolicy'], ['kms:*KeyPolicy', 'kms:TagResource']),
  users: fc.constantFrom(
    [],
    [],
    ['kms:Encrypt', 'kms:Decrypt'],
    ['kms:*e*y*', 'kms:CreateGrant'],
    ['kms:Sign'],
  ),
});

/** What a standard asks of one class of keys. */
export const randomGovernance: fc.Arbitrary<Governance> = fc
  .record({
    roles,
    iamDelegation: permission,
    trust: fc.record({ accounts: some('444455556666'), organizations: some('o-a1b2c3d4e5') }),
    usage: fc.record({
      services: fc.oneof(fc.constant([]), some('s3.*.amazonaws.com', 'rds.eu-west-1.amazonaws.com')),
      vpcEndpoints: fc.oneof(fc.constant([]), some('vpce-1a2b3c4d', 'vpce-1a2b3c4d5e6f70819')),
      encryptionContext: context,
      conditions,
      attestation,
    }),
    actions,
    rootUser: fc.constantFrom('full' as const, 'recovery' as const),
    usages: some('ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC'),
    deletion: fc.record({
      allowedTo: some('role/Admin', 'role/Deploy', 'role/Nobody', 'role/*'),
      minimumWindowInDays: fc.integer({ min: 7, max: 30 }),
    }),
  })
  .map(({ usages, usage, deletion, ...asked }) => {
    const least = governance();
    return governance({
      ...asked,
      usage: { ...least.usage, ...usage },
      deletion: { ...least.deletion, ...deletion },
      creation: { ...least.creation, usages },
    });
  });
