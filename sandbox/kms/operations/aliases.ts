import { authorize } from '../authorize.ts';
import { invalid, KmsError } from '../errors.ts';
import { type Json, requiredText, text } from '../input.ts';
import type { Operation } from '../operation.ts';
import { page } from '../paging.ts';

function aliasName(input: Json): string {
  const name = requiredText(input, 'AliasName');
  if (!name.startsWith('alias/'))
    throw invalid(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  if (!/^alias\/[\w/-]{1,250}$/.test(name))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$`,
    );
  if (name.startsWith('alias/aws/')) throw new KmsError('InvalidAliasNameException', `${name} is reserved`);
  return name;
}

const noAlias = (name: string, account: string, region: string) =>
  new KmsError('NotFoundException', `Alias arn:aws:kms:${region}:${account}:${name} is not found.`);

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
const createAlias: Operation = {
  on: 'TargetKeyId',
  mutates: true,
  run(key, input, { store, caller, region }) {
    const name = aliasName(input);
    if (store.aliasTarget(caller.account, region, name))
      throw new KmsError(
        'AlreadyExistsException',
        `An alias with the name arn:aws:kms:${region}:${caller.account}:${name} already exists`,
      );
    store.setAlias(caller.account, region, name, key.arn);
    return {};
  },
};

/**
 * Asked of both keys, the new one and the one it leaves.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
const updateAlias: Operation = {
  on: 'TargetKeyId',
  mutates: true,
  run(key, input, { store, caller, region }) {
    const name = aliasName(input);
    const current = store.aliasTarget(caller.account, region, name);
    if (!current) throw noAlias(name, caller.account, region);
    authorize('UpdateAlias', current, caller, input);
    store.setAlias(caller.account, region, name, key.arn);
    return {};
  },
};

const deleteAlias: Operation = {
  mutates: true,
  run(input, { store, caller, region }) {
    const name = aliasName(input);
    const key = store.aliasTarget(caller.account, region, name);
    if (!key) throw noAlias(name, caller.account, region);
    authorize('DeleteAlias', key, caller, input);
    store.deleteAlias(caller.account, region, name);
    return { output: {}, key };
  },
};

const listAliases: Operation = {
  mutates: false,
  run(input, { store, caller, region }) {
    const id = text(input, 'KeyId');
    const only = id === undefined ? undefined : store.find(id, caller.account, region, false);
    const owner = only ?? caller;
    const aliases = store
      .aliasesOf(owner.account, region)
      .filter(({ key }) => only === undefined || key === only)
      .map(({ name, key }) => ({
        AliasName: name,
        AliasArn: `arn:aws:kms:${region}:${owner.account}:${name}`,
        TargetKeyId: key.keyId,
      }));
    const { items, ...more } = page(aliases, input, 100, 50);
    return { output: { Aliases: items, ...more } };
  },
};

export const aliasOperations: Readonly<Record<string, Operation>> = {
  CreateAlias: createAlias,
  UpdateAlias: updateAlias,
  DeleteAlias: deleteAlias,
  ListAliases: listAliases,
};
