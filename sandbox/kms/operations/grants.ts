import { isRecord } from '../../../shared/events/json.ts';
import { invalid, KmsError, notFound } from '../errors.ts';
import { type Json, requiredText, text, texts } from '../input.ts';
import type { Grant, Key } from '../key.ts';
import type { Operation, Scene } from '../operation.ts';
import { page } from '../paging.ts';

/**
 * What a grant can allow.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
 */
const grantable = new Set(
  `Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo Sign Verify
  GetPublicKey CreateGrant RetireGrant DescribeKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext
  GenerateMac VerifyMac DeriveSharedSecret`.split(/\s+/),
);

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
const createGrant: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, scene) {
    const grant = grantIn(input, scene);
    const same = [...key.grants.values()].find((each) => grant.name !== undefined && isSame(each, grant));
    const kept = same ?? grant;
    key.grants.set(kept.grantId, kept);
    return { GrantId: kept.grantId, GrantToken: tokenOf(kept) };
  },
};

const tokenOf = ({ grantId }: Grant) => Buffer.from(grantId).toString('base64');

function grantIn(input: Json, { caller, now, newId }: Scene): Grant {
  const operations = texts(input, 'Operations');
  if (operations.length === 0)
    throw invalid(
      "1 validation error detected: Value null at 'operations' failed to satisfy constraint: Member must not be null",
    );
  const unknown = operations.find((operation) => !grantable.has(operation));
  if (unknown !== undefined)
    throw invalid(
      `1 validation error detected: Value '[${operations.join(', ')}]' at 'operations' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${[...grantable].join(', ')}]]`,
    );
  const name = text(input, 'Name');
  const retiringPrincipal = text(input, 'RetiringPrincipal');
  return {
    grantId: `${newId()}${newId()}`.replaceAll('-', ''),
    ...(name === undefined ? {} : { name }),
    granteePrincipal: principal(requiredText(input, 'GranteePrincipal')),
    ...(retiringPrincipal === undefined ? {} : { retiringPrincipal: principal(retiringPrincipal) }),
    operations,
    ...(isRecord(input.Constraints) ? { constraints: input.Constraints } : {}),
    issuingAccount: caller.account,
    createdAt: now,
  };
}

function principal(arn: string): string {
  if (/^arn:[\w-]+:(iam|sts)::\d{12}:.+$/.test(arn) || /\.amazonaws\.com$/.test(arn)) return arn;
  throw new KmsError('InvalidArnException', `ARN ${arn} is not a valid principal.`);
}

/** A grant of the same name and the same request is the same grant. */
function isSame(a: Grant, b: Grant): boolean {
  const request = (grant: Grant) => JSON.stringify({ ...grant, grantId: '', createdAt: 0 });
  return request(a) === request(b);
}

const listGrants: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const [id, grantee] = [text(input, 'GrantId'), text(input, 'GranteePrincipal')];
    const found = [...key.grants.values()].filter(
      (grant) =>
        (id === undefined || grant.grantId === id) &&
        (grantee === undefined || grant.granteePrincipal === grantee),
    );
    const { items, ...more } = page(
      found.map((grant) => entry(key, grant)),
      input,
      100,
      50,
    );
    return { Grants: items, ...more };
  },
};

const listRetirableGrants: Operation = {
  mutates: false,
  run(input, { store, caller, region }) {
    const retiring = requiredText(input, 'RetiringPrincipal');
    const found = store
      .keysOf(caller.account, region)
      .flatMap((key) => [...key.grants.values()].map((grant) => ({ key, grant })))
      .filter(({ grant }) => grant.retiringPrincipal === retiring);
    const { items, ...more } = page(
      found.map(({ key, grant }) => entry(key, grant)),
      input,
      100,
      50,
    );
    return { output: { Grants: items, ...more } };
  },
};

const entry = (key: Key, grant: Grant) => ({
  KeyId: key.arn,
  GrantId: grant.grantId,
  ...(grant.name === undefined ? {} : { Name: grant.name }),
  CreationDate: grant.createdAt / 1000,
  GranteePrincipal: grant.granteePrincipal,
  ...(grant.retiringPrincipal === undefined ? {} : { RetiringPrincipal: grant.retiringPrincipal }),
  IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
  Operations: grant.operations,
  ...(grant.constraints === undefined ? {} : { Constraints: grant.constraints }),
});

const revokeGrant: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    const id = requiredText(input, 'GrantId');
    if (!key.grants.delete(id)) throw notFound(`Grant ID ${id}`);
    return {};
  },
};

/**
 * Who may retire a grant follows from the grant, not from the key policy.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 */
const retireGrant: Operation = {
  mutates: true,
  run(input, { store, caller, region }) {
    const token = text(input, 'GrantToken');
    const id = token === undefined ? requiredText(input, 'GrantId') : Buffer.from(token, 'base64').toString();
    const keys =
      token === undefined
        ? [store.find(requiredText(input, 'KeyId'), caller.account, region, false)]
        : store.all();
    const key = keys.find(({ grants }) => grants.has(id));
    const grant = key?.grants.get(id);
    if (!key || !grant)
      throw token === undefined
        ? notFound(`Grant ID ${id}`)
        : new KmsError('InvalidGrantTokenException', 'The grant token is not valid.');
    const mayRetire =
      grant.retiringPrincipal === caller.arn ||
      caller.arn === `arn:aws:iam::${key.account}:root` ||
      (grant.granteePrincipal === caller.arn && grant.operations.includes('RetireGrant'));
    if (!mayRetire)
      throw new KmsError(
        'AccessDeniedException',
        `User: ${caller.arn} is not authorized to perform: kms:RetireGrant on resource: ${key.arn}`,
      );
    key.grants.delete(id);
    return { output: {}, key };
  },
};

export const grantOperations: Readonly<Record<string, Operation>> = {
  CreateGrant: createGrant,
  ListGrants: listGrants,
  ListRetirableGrants: listRetirableGrants,
  RevokeGrant: revokeGrant,
  RetireGrant: retireGrant,
};
