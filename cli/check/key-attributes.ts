import type { Rotation } from '../../shared/keys/snapshot.ts';
import type { Attributes } from './candidate.ts';

/** What KMS takes where nothing is written. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const unwritten = {
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  rotationPeriodInDays: 365,
  windowInDays: 30,
} as const;

/** What a replica shares with its primary is written only there. */
export const replicaIdentity: Attributes = { multiRegion: 'replica', rotation: { kind: 'unsupported' } };

/** What a file says a key is; undefined where that is known only when it is deployed. */
export type Written = {
  readonly spec: string | undefined;
  readonly usage: string | undefined;
  readonly origin: string | undefined;
  readonly multiRegion: boolean | undefined;
  readonly rotates: boolean | undefined;
  readonly periodInDays: number | undefined;
};

/** What a key is, as far as it is known. */
export function identityOf(written: Written): Attributes {
  const { spec, usage, origin, multiRegion } = written;
  const rotation = rotationOf(written);
  return {
    ...(spec === undefined ? {} : { spec }),
    ...(usage === undefined ? {} : { usage }),
    ...(origin === undefined ? {} : { origin }),
    ...(multiRegion === undefined ? {} : { multiRegion: multiRegion ? 'primary' : 'no' }),
    ...(rotation === undefined ? {} : { rotation }),
  };
}

/** Undefined where something that the rotation depends on is not known. */
function rotationOf({ spec, origin, rotates, periodInDays }: Written): Rotation | undefined {
  // https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
  if ((spec ?? unwritten.spec) !== unwritten.spec || (origin ?? unwritten.origin) !== unwritten.origin) {
    return { kind: 'unsupported' };
  }
  if (spec === undefined || origin === undefined || rotates === undefined) return undefined;
  if (!rotates) return { kind: 'disabled' };
  return periodInDays === undefined ? undefined : { kind: 'enabled', periodInDays };
}

/** A truth value as YAML 1.1 and CloudFormation's parameters may write it. */
export function truth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' || !/^(true|false|yes|no|on|off)$/i.test(value)) return undefined;
  return /^(true|yes|on)$/i.test(value);
}

/** A number, or the text of one. */
export function whole(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isInteger(number) ? number : undefined;
}

/** A text that says something. */
export function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
