import type { From } from '../caller.ts';
import { type CloudTrailRecord, camelCased, dateText, recordOfCall } from '../cloudtrail-record.ts';
import type { OrganizationsError } from './errors.ts';
import type { Json } from './input.ts';

type Call = {
  readonly operation: string;
  readonly input: Json;
  readonly output: Json;
  readonly error?: OrganizationsError;
  readonly from: From;
  readonly at: number;
  readonly ids: { readonly event: string; readonly request: string };
};

/**
 * The CloudTrail record of one change. Wherever the caller is, it is of us-east-1: Organizations has its one
 * endpoint there.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
export function recordOf({ from, input, output, ...call }: Call): CloudTrailRecord {
  return recordOfCall({
    ...call,
    ...from,
    region: 'us-east-1',
    service: 'organizations',
    readOnly: false,
    requestParameters: written(input),
    // AttachPolicy, DetachPolicy and MoveAccount answer nothing, and their records say null.
    responseElements: Object.keys(output).length === 0 ? null : written(output),
  });
}

function written(value: unknown): unknown {
  return camelCased(value, member);
}

/** Whose account it is, the page's records of CreateAccount do not show. */
function member(name: string, value: unknown): unknown {
  if (name === 'AccountName' || name === 'Email') return '****';
  if (typeof value === 'number' && name.endsWith('Timestamp')) return dateText(value * 1000);
  return written(value);
}
