import type { QueryParameters } from '../wire/query-parameters.ts';
import type { Xml } from '../wire/xml.ts';
import type { Operation } from './operation.ts';
import { treeOf } from './parameter-tree.ts';
import { plainAnswer, plainRequest } from './plain-record.ts';
import { wrappedAnswer, wrappedRequest } from './wrapped-record.ts';

/** What a record of EC2 says of a call: its parameters and its answer. */
export type Recorded = { readonly requestParameters: unknown; readonly responseElements: unknown };

/**
 * EC2 writes the calls of its older operations in one way, and those of its newer ones in another.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-with-cloudtrail.html
 */
export function recordedAs(
  style: Exclude<Operation['record'], 'none'>,
  action: string,
  parameters: QueryParameters,
  answer: Readonly<Record<string, Xml | undefined>> | undefined,
  requestId: string,
): Recorded {
  const given = treeOf(new Map([...parameters].filter(([name]) => name !== 'Action' && name !== 'Version')));
  switch (style) {
    case 'plain':
      return {
        requestParameters: plainRequest(given),
        responseElements: answer ? plainAnswer({ requestId, ...answer }) : null,
      };
    case 'wrapped':
      return {
        requestParameters: wrappedRequest(action, given),
        responseElements: answer ? wrappedAnswer(action, { requestId, ...answer }) : null,
      };
  }
}

/** Records name EC2's errors with the side that is at fault: `Client.InvalidGroup.NotFound`. */
export function recordedCode(code: string, status: number): string {
  return `${status < 500 ? 'Client' : 'Server'}.${code}`;
}
