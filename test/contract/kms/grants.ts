import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  ListGrantsCommand,
  ListRetirableGrantsCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import { ending, type Subject, type Target } from '../target.ts';
import { newKey, newKeyId } from './new-key.ts';

const partner = 'arn:aws:iam::444455556666:role/Partner';

const create = ({ kms }: Target, KeyId: string, more: Partial<CreateGrantCommandInput> = {}) =>
  kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal: partner, Operations: ['Decrypt'], ...more }));
const grantsOf = async ({ kms }: Target, KeyId: string, more: { GranteePrincipal?: string } = {}) =>
  (await kms.send(new ListGrantsCommand({ KeyId, ...more }))).Grants ?? [];

export const grants: Subject = {
  name: 'grants',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html',
  ],
  cases: [
    {
      name: 'a grant is listed as it was made, and with the account that made it',
      async seen(target) {
        const { KeyId = '', Arn } = await newKey(target);
        const Constraints = { EncryptionContextSubset: { Department: 'IT' } };
        const made = await create(target, KeyId, {
          Name: 'app',
          Operations: ['Encrypt', 'Decrypt'],
          RetiringPrincipal: `arn:aws:iam::${target.account}:root`,
          Constraints,
        });
        const grants = await grantsOf(target, KeyId);
        return grants.map((grant) => [
          grant.GrantId === made.GrantId,
          grant.KeyId === Arn,
          grant.Name,
          grant.GranteePrincipal,
          grant.RetiringPrincipal === `arn:aws:iam::${target.account}:root`,
          grant.Operations,
          grant.Constraints,
          grant.IssuingAccount === `arn:aws:iam::${target.account}:root`,
          grant.CreationDate !== undefined,
        ]);
      },
      aws: [
        [
          true,
          true,
          'app',
          partner,
          true,
          ['Encrypt', 'Decrypt'],
          { EncryptionContextSubset: { Department: 'IT' } },
          true,
          true,
        ],
      ],
    },
    {
      name: 'a grant of the same name and content is the same grant, and one without a name is a new one',
      async seen(target) {
        const KeyId = await newKeyId(target);
        const named = [
          await create(target, KeyId, { Name: 'a' }),
          await create(target, KeyId, { Name: 'a' }),
        ];
        const unnamed = [await create(target, KeyId), await create(target, KeyId)];
        return [named, unnamed].map(([one, two]) => one?.GrantId === two?.GrantId);
      },
      aws: [true, false],
    },
    {
      name: 'a grant is for operations that a grant can give',
      async seen(target) {
        const Operations = ['PutKeyPolicy'] as unknown as CreateGrantCommandInput['Operations'];
        return ending(create(target, await newKeyId(target), { Operations }));
      },
      aws: 'ValidationException',
    },
    {
      name: 'grants are listed for one grantee',
      async seen(target) {
        const KeyId = await newKeyId(target);
        const other = `arn:aws:iam::${target.account}:root`;
        await create(target, KeyId);
        await create(target, KeyId, { GranteePrincipal: other });
        return (await grantsOf(target, KeyId, { GranteePrincipal: partner })).length;
      },
      aws: 1,
    },
    {
      name: 'a grant that is revoked is gone, and not revoked again',
      async seen(target) {
        const KeyId = await newKeyId(target);
        const { GrantId } = await create(target, KeyId);
        const revoke = () => ending(target.kms.send(new RevokeGrantCommand({ KeyId, GrantId })));
        return [await revoke(), (await grantsOf(target, KeyId)).length, await revoke()];
      },
      aws: ['answered', 0, 'NotFoundException'],
    },
    {
      name: 'a grant is listed for, and retired by, whom it names',
      async seen(target) {
        const { Arn: KeyId = '' } = await newKey(target);
        const RetiringPrincipal = 'arn:aws:iam::444455556666:role/Outsider';
        const { GrantToken } = await create(target, KeyId, { RetiringPrincipal });
        const { Grants } = await target.kms.send(new ListRetirableGrantsCommand({ RetiringPrincipal }));
        const listed = Grants?.some((grant) => grant.KeyId === KeyId);
        const retired = await ending(target.outsider.send(new RetireGrantCommand({ GrantToken })));
        return [listed, retired, (await grantsOf(target, KeyId)).length];
      },
      aws: [true, 'answered', 0],
    },
    {
      name: 'grants are listed so many at a time as asked',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await create(target, KeyId);
        await create(target, KeyId);
        const first = await target.kms.send(new ListGrantsCommand({ KeyId, Limit: 1 }));
        return [first.Grants?.length, first.Truncated];
      },
      aws: [1, true],
    },
  ],
};
