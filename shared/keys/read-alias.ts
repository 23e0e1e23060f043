import { DescribeKeyCommand, type KeyMetadata, type KMSClient } from '@aws-sdk/client-kms';
import type { AliasSnapshot, KeyKind, MeantKey } from './alias.ts';
import { readAliases, readTags } from './read.ts';

/** An alias, and the key that the change at hand says it points to. */
export type AliasReference = Pick<AliasSnapshot, 'arn' | 'account' | 'region'> & {
  readonly claimed?: string | undefined;
};

/**
 * Reads where an alias points: one wait on AWS. The key it points to may have a policy that shuts the guardian out of
 * DescribeKey. Which key that is shows all the same, by ListAliases, which no key policy has a say in.
 *
 * @throws KMS's own errors; not `NotFoundException`, which says that the alias is gone.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export async function readAlias(
  kms: KMSClient,
  { arn, account, region, claimed }: AliasReference,
): Promise<AliasSnapshot> {
  const alias = { arn, account, region, name: arn.slice(arn.indexOf('alias/')) };
  try {
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
    return key?.Arn === undefined ? alias : { ...alias, target: key.Arn, kind: kindOf(key) };
  } catch (error) {
    if (isNamed(error, 'NotFoundException')) return alias;
    if (claimed === undefined || !isNamed(error, 'AccessDeniedException')) throw error;
    const names = await readAliases(kms, claimed);
    if (!names.includes(alias.name)) throw error;
    return { ...alias, target: claimed };
  }
}

/**
 * Reads the key that applications mean by an alias: one wait on AWS. Never throws because the key is gone, or the
 * guardian is shut out of it.
 *
 * @param approved the key's approved labels, read at the same time: whoever sets a tag must not choose the rules by it.
 */
export async function readMeantKey(
  kms: KMSClient,
  arn: string,
  approved: Promise<Partial<Pick<MeantKey, 'aliases' | 'tags'>> | undefined>,
): Promise<MeantKey> {
  const [described, aliases, tags, labels] = await Promise.all([
    kms.send(new DescribeKeyCommand({ KeyId: arn })).catch(unlessOutOfReach),
    readAliases(kms, arn).catch(unlessOutOfReach),
    readTags(kms, arn).catch(unlessOutOfReach),
    approved,
  ]);
  const key = described === 'gone' || described === 'refused' ? undefined : described.KeyMetadata;
  return {
    arn,
    ...(described === 'gone' && { state: 'Deleted' }),
    ...(key?.KeyState && { state: key.KeyState }),
    ...(key && { kind: kindOf(key) }),
    aliases: labels?.aliases ?? (typeof aliases === 'string' ? [] : aliases),
    tags: labels?.tags ?? (typeof tags === 'string' ? {} : tags),
  };
}

function unlessOutOfReach(error: unknown): 'gone' | 'refused' {
  if (isNamed(error, 'NotFoundException')) return 'gone';
  if (isNamed(error, 'AccessDeniedException')) return 'refused';
  throw error;
}

function kindOf({
  KeySpec: spec = 'SYMMETRIC_DEFAULT',
  KeyUsage: usage = 'ENCRYPT_DECRYPT',
}: KeyMetadata): KeyKind {
  const type = spec === 'SYMMETRIC_DEFAULT' ? 'symmetric' : spec.startsWith('HMAC_') ? 'HMAC' : 'asymmetric';
  return `${type} ${usage}`;
}

const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;
