import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { Callers } from '../../../sandbox/callers.ts';
import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import { Trails } from '../../../sandbox/trails/trails.ts';

export const ACCOUNT = '111122223333';
export const HOME = 'us-east-1';
export const ELSEWHERE = 'eu-west-1';

const callers = new Callers(randomBytes);
export const alice = callers.add(`arn:aws:iam::${ACCOUNT}:user/alice`);
export const stranger = callers.add('arn:aws:iam::444455556666:user/mallory');

export const arnOf = (name: string, region = HOME) => `arn:aws:cloudtrail:${region}:${ACCOUNT}:trail/${name}`;

type Input = Readonly<Record<string, unknown>>;

/** CloudTrail with no trails, called by Alice at home unless said otherwise. */
export function startTrails() {
  const records: CloudTrailRecord[] = [];
  const trails = new Trails({
    clock: () => Date.UTC(2026, 10, 1, 10),
    random: randomBytes,
    record: (record) => records.push(record),
  });
  const call = (operation: string, input: Input = {}, region = HOME, caller = alice) =>
    trails.call(operation, input, { caller, region });
  const create = (Name: string, more: Input = {}, region = HOME) =>
    call('CreateTrail', { Name, S3BucketName: 'logs-of-ours', ...more }, region);
  const names = (region = HOME, more: Input = {}) =>
    (call('DescribeTrails', more, region).trailList as { readonly Name: string }[]).map(({ Name }) => Name);
  return { trails, records, call, create, names };
}

/** An error of CloudTrail with this code. */
export const refusal = (code: string) => expect.objectContaining({ code });
