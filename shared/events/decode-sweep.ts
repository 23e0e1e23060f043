import type { Sweep } from './change.ts';
import { NotAKmsRecord, parseKeyArn } from './decode.ts';
import { isRecord, recordAt, textAt } from './json.ts';

/** What says that a message is the sweep's, in its `source`. */
export const sweepSource = 'kms-guardian.sweep';

/** The message by which the sweep has one key looked at; the same `id` for the same look, however often it arrives. */
export function sweepMessage(arn: string, id: string, at: string) {
  return { source: sweepSource, detail: { arn, id, at } };
}

/**
 * Reads such a message; undefined where it is something else.
 *
 * @throws {NotAKmsRecord} where it is the sweep's, and names no key.
 */
export function decodeSweep(event: unknown): Sweep | undefined {
  if (!isRecord(event) || event.source !== sweepSource) return undefined;
  const detail = recordAt(event, 'detail');
  const key = parseKeyArn(textAt(detail, 'arn') ?? '');
  const id = textAt(detail, 'id');
  const at = textAt(detail, 'at');
  if (key === undefined || id === undefined || at === undefined)
    throw new NotAKmsRecord('the sweep names a key by its ARN, and each look by its ID and time');
  return {
    id,
    service: 'kms',
    actor: { kind: 'service', service: 'sweep' },
    at,
    account: key.account,
    region: key.region,
    key,
    operation: 'Sweep',
    details: {},
  };
}
