import type { PutEventsCommandInput, PutEventsResponse } from '@aws-sdk/client-eventbridge';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { type Environment, regionOf, settingsFor } from './settings.ts';

type PutEvents = (
  request: PutEventsCommandInput,
  options: { readonly abortSignal: AbortSignal },
) => Promise<PutEventsResponse>;

/** EventBridge's PutEvents in the Region of the environment: loaded when the first event is put. */
export function createPutEvents(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): PutEvents {
  let calls: Promise<PutEvents> | undefined;
  return async (request, options) => {
    calls ??= import('./put-events-calls.ts').then(({ putEventsCalls }) =>
      putEventsCalls({
        ...settingsFor(environment)('EVENTBRIDGE'),
        region: regionOf(environment),
        credentials,
      }),
    );
    return (await calls)(request, options);
  };
}
