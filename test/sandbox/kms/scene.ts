import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import { KmsError } from '../../../sandbox/kms/errors.ts';
import type { Json } from '../../../sandbox/kms/input.ts';
import { Kms } from '../../../sandbox/kms/kms.ts';

export const day = 86_400_000;
export const admin = {
  arn: 'arn:aws:iam::111122223333:user/admin',
  account: '111122223333',
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'example',
};
export const stranger = {
  arn: 'arn:aws:iam::444455556666:user/stranger',
  account: '444455556666',
  accessKeyId: 'AKIASTRANGER',
  secretAccessKey: 'example',
};

/** A KMS of its own for one test: its clock is set by hand, and what it records is kept. */
export function newScene() {
  const records: CloudTrailRecord[] = [];
  const clock = { now: Date.UTC(2026, 0, 1) };
  let made = 0;
  const kms = new Kms({
    clock: () => clock.now,
    random: (size) => {
      made += 1;
      return Buffer.from(made.toString(16).padStart(size * 2, '0'), 'hex');
    },
    record: (record) => records.push(record),
  });
  const call = (operation: string, input: Json = {}, caller = admin, region = 'us-east-1') =>
    kms.call(operation, input, { caller, region });
  /** The code that KMS refuses the call with; `accepted` where it does not. */
  const codeOf = (operation: string, input: Json = {}, caller = admin, region = 'us-east-1') => {
    try {
      call(operation, input, caller, region);
      return 'accepted';
    } catch (error) {
      if (error instanceof KmsError) return error.code;
      throw error;
    }
  };
  const newKey = (input: Json = {}): string => {
    const { KeyMetadata } = call('CreateKey', input) as { KeyMetadata: { Arn: string } };
    return KeyMetadata.Arn;
  };
  const metadata = (KeyId: string) => (call('DescribeKey', { KeyId }) as { KeyMetadata: Json }).KeyMetadata;
  return { call, codeOf, newKey, metadata, records, clock };
}
