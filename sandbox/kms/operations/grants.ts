import { isRecord } from '../../../shared/events/json.ts';
import { invalid, notFound } from '../errors.ts';
import { requiredText, text, texts } from '../input.ts';
import type { Grant } from '../key.ts';
import type { Operation } from '../operation.ts';
import { page } from '../paging.ts';

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
const createGrant: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, { caller, now, newId }) {
    const operations = texts(input, 'Operations');
    if (operations.length === 0) throw invalid('Operations must name at least one operation');
    const name = text(input, 'Name');
    const retiringPrincipal = text(input, 'RetiringPrincipal');
    const grant: Grant = {
      grantId: newId().replaceAll('-', '').repeat(2),
      ...(name === undefined ? {} : { name }),
      granteePrincipal: requiredText(input, 'GranteePrincipal'),
      ...(retiringPrincipal === undefined ? {} : { retiringPrincipal }),
      operations,
      ...(isRecord(input.Constraints) ? { constraints: input.Constraints } : {}),
      issuingAccount: caller.account,
      createdAt: now,
    };
    const same = [...key.grants.values()].find((each) => name !== undefined && sameGrant(each, grant));
    const kept = same ?? grant;
    key.grants.set(kept.grantId, kept);
    return { GrantId: kept.grantId, GrantToken: Buffer.from(kept.grantId).toString('base64') };
  },
};

/** A grant of the same name and the same request is the same grant. */
function sameGrant(
  { grantId: _, createdAt: __, ...a }: Grant,
  { grantId: ___, createdAt: ____, ...b }: Grant,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const listGrants: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const grants = [...key.grants.values()].map((grant) => ({
      KeyId: key.arn,
      GrantId: grant.grantId,
      Name: grant.name ?? '',
      CreationDate: grant.createdAt / 1000,
      GranteePrincipal: grant.granteePrincipal,
      RetiringPrincipal: grant.retiringPrincipal,
      IssuingAccount: `arn:aws:iam::${grant.issuingAccount}:root`,
      Operations: grant.operations,
      Constraints: grant.constraints,
    }));
    const { items, ...more } = page(grants, input, 100);
    return { Grants: items, ...more };
  },
};

const endGrant: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    const id = requiredText(input, 'GrantId');
    if (!key.grants.delete(id)) throw notFound(`Grant ID ${id}`);
    return {};
  },
};

export const grantOperations: Readonly<Record<string, Operation>> = {
  CreateGrant: createGrant,
  ListGrants: listGrants,
  RevokeGrant: endGrant,
  RetireGrant: endGrant,
};
