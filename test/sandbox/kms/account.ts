import type { Caller } from '../../../sandbox/caller.ts';
import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import { Kms, type KmsOptions } from '../../../sandbox/kms/kms.ts';

export type Json = Readonly<Record<string, unknown>>;

const callerOf = (arn: string): Caller => ({
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  account: arn.split(':')[4] ?? '',
  arn,
});

export const administrator = callerOf('arn:aws:iam::111122223333:role/KeyAdministrator');
export const user = callerOf('arn:aws:iam::111122223333:role/App');
export const root = callerOf('arn:aws:iam::111122223333:root');
export const stranger = callerOf('arn:aws:iam::444455556666:role/Stranger');

export const dayMs = 86_400_000;

/** A KMS with a clock to move, bytes that never repeat, and what it recorded. */
export function startKms(options: Partial<KmsOptions> = {}) {
  let now = Date.parse('2026-11-01T10:00:00.500Z');
  let count = 0;
  const records: (CloudTrailRecord & Json)[] = [];
  const kms = new Kms({
    clock: () => now,
    random: (length) => {
      count += 1;
      const bytes = new Uint8Array(length);
      new DataView(bytes.buffer).setUint32(length - 4, count);
      return bytes;
    },
    record: (record) => records.push(record),
    ...options,
  });
  const call = (operation: string, input: Json = {}, caller = administrator, region = 'us-east-1') =>
    kms.call(operation, input, { caller, region });
  const createKey = (input: Json = {}, caller = administrator): string => {
    const { KeyMetadata } = call('CreateKey', input, caller) as { KeyMetadata: { Arn: string } };
    return KeyMetadata.Arn;
  };
  const describe = (KeyId: string, region = 'us-east-1') =>
    call('DescribeKey', { KeyId }, root, region).KeyMetadata as Json;
  return {
    kms,
    call,
    createKey,
    describe,
    records,
    pass: (days: number) => {
      now += days * dayMs;
    },
  };
}

/** The code and message of what a call throws. */
export function refusal(call: () => unknown): { code: string; message: string } {
  try {
    call();
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
  throw new Error('The call was answered, and should have been refused.');
}

/** A policy that lets the account do all, and others what is given. */
export function policyOf(...statements: readonly Json[]): string {
  const own = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [own, ...statements] });
}

export const allow = (arn: string | readonly string[], Action: string | readonly string[]): Json => ({
  Effect: 'Allow',
  Principal: { AWS: arn },
  Action,
  Resource: '*',
});
