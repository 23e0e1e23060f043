import { KmsError, notFound } from '../errors.ts';
import { records, requiredText, text } from '../input.ts';
import type { Key } from '../key.ts';
import { isPrimary, metadata } from '../metadata.ts';
import type { Operation } from '../operation.ts';
import { acceptPolicy, defaultPolicy } from '../policy-document.ts';
import { tagsIn } from './tags.ts';

function requirePrimary(key: Key): void {
  if (key.multiRegion && isPrimary(key)) return;
  throw new KmsError('UnsupportedOperationException', `${key.arn} is not a multi-region primary key.`);
}

/**
 * Makes the same key in another Region, with a policy, tags and description of its own. It can be used at
 * once; in KMS it is `Creating` for a while.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 */
const replicateKey: Operation = {
  on: 'KeyId',
  mutates: true,
  run(primary, input, scene) {
    requirePrimary(primary);
    const region = requiredText(input, 'ReplicaRegion');
    const { account, keyId } = primary;
    const arn = `arn:aws:kms:${region}:${account}:key/${keyId}`;
    if (scene.store.related(primary).some((key) => key.region === region))
      throw new KmsError('AlreadyExistsException', `${arn} already exists.`);
    const replica: Key = {
      ...primary,
      region,
      arn,
      createdAt: scene.now,
      description: text(input, 'Description') ?? '',
      policy: acceptPolicy(
        text(input, 'Policy') ?? defaultPolicy(account),
        { account, arn },
        scene,
        input.BypassPolicyLockoutSafetyCheck === true,
      ),
      rotations: [],
      tags: tagsIn(records(input, 'Tags')),
      grants: new Map(),
    };
    delete replica.lastUse;
    delete replica.rotationPeriodInDays;
    delete replica.nextRotation;
    scene.store.add(replica);
    // Its material is still on the way.
    const { CurrentKeyMaterialId: _, ...shown } = metadata(replica, scene.store);
    return {
      ReplicaKeyMetadata: { ...shown, KeyState: 'Creating', Enabled: false },
      ReplicaPolicy: replica.policy,
      ...(input.Tags === undefined ? {} : { ReplicaTags: input.Tags }),
    };
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
const updatePrimaryRegion: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input, { store }) {
    requirePrimary(key);
    const region = requiredText(input, 'PrimaryRegion');
    const related = store.related(key);
    if (!related.some((each) => each.region === region))
      throw notFound(`Key 'arn:aws:kms:${region}:${key.account}:key/${key.keyId}'`);
    for (const each of related) each.primaryRegion = region;
    return {};
  },
};

export const replicaOperations: Readonly<Record<string, Operation>> = {
  ReplicateKey: replicateKey,
  UpdatePrimaryRegion: updatePrimaryRegion,
};
