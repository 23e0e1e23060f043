import { invalid, KmsError } from '../errors.ts';
import { records, requiredText, text } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation } from '../operation.ts';
import { checkPolicy, defaultPolicy } from '../policy-document.ts';
import { metadata } from './keys.ts';
import { tagsIn } from './tags.ts';

/**
 * A replica has its primary's ID and material, in another Region, and a policy of its own.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 */
const replicateKey: Operation = {
  on: 'KeyId',
  mutates: true,
  run(primary, input, { store, caller, now }) {
    const region = requiredText(input, 'ReplicaRegion');
    if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
      throw invalid(
        `1 validation error detected: Value '${region}' at 'replicaRegion' failed to satisfy constraint`,
      );
    if (!primary.multiRegion || primary.replicaOf !== undefined)
      throw new KmsError(
        'UnsupportedOperationException',
        `${primary.arn} is not a multi-region primary key.`,
      );
    const arn = `arn:aws:kms:${region}:${primary.account}:key/${primary.keyId}`;
    if (store.has(arn)) throw new KmsError('AlreadyExistsException', `${arn} already exists`);
    const policy = text(input, 'Policy') ?? defaultPolicy(primary.account);
    checkPolicy(
      policy,
      { account: primary.account, arn },
      caller,
      input.BypassPolicyLockoutSafetyCheck === true,
    );
    const tags = tagsIn(records(input, 'Tags'));
    const replica: Key = {
      ...primary,
      region,
      arn,
      replicaOf: primary.arn,
      createdAt: now,
      description: text(input, 'Description') ?? '',
      policy,
      tags,
      grants: new Map(),
    };
    store.add(replica);
    return {
      ReplicaKeyMetadata: metadata(replica),
      ReplicaPolicy: policy,
      ReplicaTags: [...tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    };
  },
};

export const replicaOperations: Readonly<Record<string, Operation>> = { ReplicateKey: replicateKey };
