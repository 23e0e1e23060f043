import { invalid } from './errors.ts';
import { type Json, text } from './input.ts';

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListPoliciesForTarget.html */
const MOST = 20;

/** One page of a list, as Organizations pages: `MaxResults`, `NextToken`. */
export function page<T>(all: readonly T[], input: Json): { items: readonly T[]; next: Json } {
  const start = startOf(text(input, 'NextToken', 100_000), all.length);
  const end = start + limitOf(input.MaxResults);
  const token = Buffer.from(`sandbox:${end}`).toString('base64');
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: token } : {} };
}

function limitOf(value: unknown): number {
  if (value === undefined || value === null) return MOST;
  if (typeof value === 'number' && value > MOST)
    throw invalid('MAX_VALUE_EXCEEDED', `You provided a MaxResults that is over ${MOST}.`);
  if (typeof value !== 'number' || value < 1)
    throw invalid('MIN_VALUE_EXCEEDED', 'You provided a MaxResults that is under 1.');
  return value;
}

function startOf(token: string | undefined, length: number): number {
  if (token === undefined) return 0;
  const at = Number(/^sandbox:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1]);
  if (Number.isInteger(at) && at <= length) return at;
  throw invalid(
    'INVALID_NEXT_TOKEN',
    'Get the value for the NextToken parameter from the response to a previous call.',
  );
}
