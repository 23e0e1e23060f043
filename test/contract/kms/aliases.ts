import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  ListAliasesCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { ending, type Subject, type Target } from '../target.ts';
import { newKey, newKeyId, stateOf } from './new-key.ts';

const create = ({ kms }: Target, AliasName: string, TargetKeyId: string) =>
  kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
const newAlias = ({ newName }: Target) => `alias/${newName()}`;

export const aliases: Subject = {
  name: 'aliases',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html',
  ],
  cases: [
    {
      name: 'the aliases of a key are listed with their ARN and its ID',
      async seen(target) {
        const { KeyId = '' } = await newKey(target);
        const names = [newAlias(target), newAlias(target)];
        for (const name of names) await create(target, name, KeyId);
        const { Aliases = [] } = await target.kms.send(new ListAliasesCommand({ KeyId }));
        return Aliases.map(({ AliasName = '', AliasArn, TargetKeyId }) => [
          names.includes(AliasName),
          AliasArn === `arn:aws:kms:${target.region}:${target.account}:${AliasName}`,
          TargetKeyId === KeyId,
        ]);
      },
      aws: [
        [true, true, true],
        [true, true, true],
      ],
    },
    {
      name: 'an alias is pointed at another key',
      async seen(target) {
        const [before, after, AliasName] = [await newKey(target), await newKey(target), newAlias(target)];
        await create(target, AliasName, before.KeyId ?? '');
        await target.kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: after.KeyId }));
        const { KeyMetadata } = await target.kms.send(new DescribeKeyCommand({ KeyId: AliasName }));
        return KeyMetadata?.Arn === after.Arn;
      },
      aws: true,
    },
    {
      name: 'a deleted alias finds no key, and the key stays',
      async seen(target) {
        const [KeyId, AliasName] = [await newKeyId(target), newAlias(target)];
        await create(target, AliasName, KeyId);
        await target.kms.send(new DeleteAliasCommand({ AliasName }));
        const gone = await ending(target.kms.send(new DescribeKeyCommand({ KeyId: AliasName })));
        return [gone, await stateOf(target, KeyId)];
      },
      aws: ['NotFoundException', 'Enabled'],
    },
    {
      name: 'an alias that is there is not made again',
      async seen(target) {
        const [KeyId, AliasName] = [await newKeyId(target), newAlias(target)];
        await create(target, AliasName, KeyId);
        return ending(create(target, AliasName, KeyId));
      },
      aws: 'AlreadyExistsException',
    },
    {
      name: 'an alias that is not there is neither updated nor deleted',
      async seen(target) {
        const [TargetKeyId, AliasName] = [await newKeyId(target), newAlias(target)];
        return [
          await ending(target.kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId }))),
          await ending(target.kms.send(new DeleteAliasCommand({ AliasName }))),
        ];
      },
      aws: ['NotFoundException', 'NotFoundException'],
    },
    {
      name: 'an alias begins with alias/',
      seen: async (target) => ending(create(target, target.newName(), await newKeyId(target))),
      aws: 'ValidationException',
    },
  ],
};
