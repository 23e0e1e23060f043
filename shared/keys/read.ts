import {
  type AliasListEntry,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KeyMetadata,
  type KMSClient,
  ListAliasesCommand,
  ListResourceTagsCommand,
  type Tag,
} from '@aws-sdk/client-kms';
import type { Change, KeyReference } from '../events/change.ts';
import { readGrants } from './read-grants.ts';
import { readLastUse } from './read-last-use.ts';
import type { KeySnapshot, Rotation } from './snapshot.ts';

/** KMS answered without a part that it always gives: the key cannot be judged. */
export class IncompleteKey extends Error {
  readonly code = 'INCOMPLETE_KEY';
  constructor(arn: string, part: string) {
    super(`KMS told no ${part} of ${arn}. Nothing was changed; the event will be tried again.`);
    this.name = 'IncompleteKey';
  }
}

/**
 * Reads what a key looks like now, all parts at once: one wait on AWS, more only for long lists.
 *
 * @throws KMS's own errors, among them `NotFoundException` for a key that is gone.
 */
export async function readKey(
  kms: KMSClient,
  { arn, keyId, account, region }: KeyReference,
  change?: Change,
): Promise<KeySnapshot> {
  const [description, policy, rotation, aliases, tags, lastUse, grants] = await Promise.all([
    kms.send(new DescribeKeyCommand({ KeyId: arn })),
    kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' })),
    readRotation(kms, arn),
    readAliases(kms, arn),
    readTags(kms, arn),
    change?.operation === 'ScheduleKeyDeletion' ? readLastUse(kms, arn) : undefined,
    change?.operation === 'CreateGrant' ? readGrants(kms, arn) : undefined,
  ]);
  const metadata = description.KeyMetadata;
  if (metadata?.KeyState === undefined) throw new IncompleteKey(arn, 'metadata');
  if (policy.Policy === undefined) throw new IncompleteKey(arn, 'policy');
  return {
    arn,
    keyId,
    account,
    region,
    policy: policy.Policy,
    state: metadata.KeyState,
    manager: metadata.KeyManager === 'AWS' ? 'AWS' : 'CUSTOMER',
    spec: metadata.KeySpec ?? 'SYMMETRIC_DEFAULT',
    usage: metadata.KeyUsage ?? 'ENCRYPT_DECRYPT',
    origin: metadata.Origin ?? 'AWS_KMS',
    multiRegion: multiRegion(metadata),
    rotation: canRotate(metadata) ? rotation : { kind: 'unsupported' },
    ...(metadata.CreationDate === undefined ? {} : { createdAt: metadata.CreationDate.toISOString() }),
    ...(metadata.ValidTo === undefined ? {} : { materialEndsAt: metadata.ValidTo.toISOString() }),
    ...(metadata.CustomKeyStoreId === undefined ? {} : { keyStoreId: metadata.CustomKeyStoreId }),
    ...(metadata.DeletionDate === undefined ? {} : { deletionDate: metadata.DeletionDate.toISOString() }),
    aliases,
    tags,
    ...(lastUse && { lastUse }),
    ...grants,
  };
}

function multiRegion(metadata: KeyMetadata): KeySnapshot['multiRegion'] {
  const type = metadata.MultiRegionConfiguration?.MultiRegionKeyType;
  return type === 'PRIMARY' ? 'primary' : type === 'REPLICA' ? 'replica' : 'no';
}

/**
 * Whether KMS can rotate the key by itself. A replica's rotation is that of its primary, set there only.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
function canRotate(metadata: KeyMetadata): boolean {
  const symmetric = (metadata.KeySpec ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
  return symmetric && metadata.Origin === 'AWS_KMS' && multiRegion(metadata) !== 'replica';
}

async function readRotation(kms: KMSClient, arn: string): Promise<Rotation> {
  try {
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
    // Keys whose rotation was switched on before periods could be chosen rotate every 365 days.
    if (status.KeyRotationEnabled)
      return { kind: 'enabled', periodInDays: status.RotationPeriodInDays ?? 365 };
    return { kind: 'disabled' };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    // Asked of every key in parallel with what would tell that it cannot rotate.
    if (name === 'UnsupportedOperationException' || name === 'KMSInvalidStateException')
      return { kind: 'unsupported' };
    throw error;
  }
}

export async function readAliases(kms: KMSClient, arn: string): Promise<readonly string[]> {
  const found: AliasListEntry[] = [];
  for (let marker: string | undefined, more = true; more; ) {
    const page = await kms.send(
      new ListAliasesCommand({ KeyId: arn, ...(marker ? { Marker: marker } : {}) }),
    );
    found.push(...(page.Aliases ?? []));
    marker = page.NextMarker;
    more = page.Truncated === true && marker !== undefined;
  }
  return found.flatMap((alias) => alias.AliasName ?? []).sort();
}

export async function readTags(kms: KMSClient, arn: string): Promise<Readonly<Record<string, string>>> {
  const found: Tag[] = [];
  for (let marker: string | undefined, more = true; more; ) {
    const page = await kms.send(
      new ListResourceTagsCommand({ KeyId: arn, ...(marker ? { Marker: marker } : {}) }),
    );
    found.push(...(page.Tags ?? []));
    marker = page.NextMarker;
    more = page.Truncated === true && marker !== undefined;
  }
  return Object.fromEntries(
    found.flatMap(({ TagKey, TagValue }) => (TagKey ? [[TagKey, TagValue ?? '']] : [])),
  );
}
