import type { QueryParameters } from '../wire/query-parameters.ts';
import { invalidValue, refused } from './errors.ts';
import { whole } from './input.ts';

/**
 * One page of a list: at most `MaxResults`, and a token for the rest. Without `MaxResults` it is the whole list.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html
 */
export function page<T>(all: readonly T[], parameters: QueryParameters, least: number) {
  const limit = whole(parameters, 'MaxResults') ?? all.length;
  if (parameters.has('MaxResults') && limit < least)
    throw invalidValue(
      `Value ( ${limit} ) for parameter maxResults is invalid. Expecting a value of at least ${least}.`,
    );
  const start = startOf(parameters.get('NextToken'), all.length);
  const end = start + Math.min(limit, 1000);
  const nextToken = end < all.length ? Buffer.from(`sandbox:${end}`).toString('base64') : undefined;
  return { items: all.slice(start, end), nextToken };
}

function startOf(token: string | undefined, length: number): number {
  if (token === undefined) return 0;
  const at = Number(/^sandbox:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1]);
  if (Number.isInteger(at) && at <= length) return at;
  throw refused('InvalidNextToken', 'The specified NextToken is not valid.');
}
