import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DescribeKeyCommand,
  type KeyMetadata,
} from '@aws-sdk/client-kms';
import type { Target } from '../target.ts';

export async function newKey({ kms }: Target, input: CreateKeyCommandInput = {}): Promise<KeyMetadata> {
  const { KeyMetadata: metadata } = await kms.send(new CreateKeyCommand(input));
  if (metadata === undefined) throw new Error('CreateKey answered no KeyMetadata.');
  return metadata;
}

/** The ID of a new key. */
export async function newKeyId(target: Target, input: CreateKeyCommandInput = {}): Promise<string> {
  return (await newKey(target, input)).KeyId ?? '';
}

export async function metadataOf({ kms }: Target, KeyId: string): Promise<KeyMetadata | undefined> {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
}

/** The state of a key, as DescribeKey shows it. */
export async function stateOf(target: Target, KeyId: string): Promise<string | undefined> {
  return (await metadataOf(target, KeyId))?.KeyState;
}
