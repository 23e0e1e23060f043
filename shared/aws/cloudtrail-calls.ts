import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import type { CloudTrail } from './cloudtrail.ts';

/** The calls, by a client of these settings. */
export function cloudTrailCalls(config: CloudTrailClientConfig): CloudTrail {
  const client = new CloudTrailClient(config);
  return {
    describeTrails: (request) => client.send(new DescribeTrailsCommand(request)),
    getTrailStatus: (request) => client.send(new GetTrailStatusCommand(request)),
    getEventSelectors: (request) => client.send(new GetEventSelectorsCommand(request)),
    startLogging: (request) => client.send(new StartLoggingCommand(request)),
    putEventSelectors: (request) => client.send(new PutEventSelectorsCommand(request)),
  };
}
