import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge';

/** The call, by a client of these settings. */
export function putEventsCalls(config: EventBridgeClientConfig) {
  const client = new EventBridgeClient(config);
  return (request: PutEventsCommandInput, options: { readonly abortSignal: AbortSignal }) =>
    client.send(new PutEventsCommand(request), options);
}
