import type { KMSClient } from '@aws-sdk/client-kms';

/** True of AWS's answer that there were too many requests. */
export function isThrottling(error: unknown): error is Error {
  return error instanceof Error && /Throttl|TooManyRequests|RequestLimitExceeded/.test(error.name);
}

/** Waits are doubled from the first to the longest, in milliseconds. */
const firstWait = 1_000;
const longestWait = 20_000;

/**
 * The same client, which asks again for as long as AWS says that there were too many requests: others work on the same
 * account, and a key that was not read for that reason was not looked at. What the SDK tries again by itself is within
 * each try.
 *
 * @param pause waits so many milliseconds; where it throws, nobody waits any more, and the request has failed.
 */
export function waitingOutThrottling(kms: KMSClient, pause: (ms: number) => Promise<void>): KMSClient {
  kms.middlewareStack.add(
    (next) => async (args) => {
      for (let wait = firstWait; ; wait = Math.min(longestWait, wait * 2)) {
        try {
          return await next(args);
        } catch (error) {
          if (!isThrottling(error)) throw error;
          await pause(wait).catch(() => {
            throw error;
          });
        }
      }
    },
    // The outermost: the pace of the client is within it, and so is what the SDK tries again.
    { step: 'initialize', name: 'waitingOutThrottling', priority: 'high' },
  );
  return kms;
}
