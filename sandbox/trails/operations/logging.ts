import { text } from '../input.ts';
import type { Operation } from '../operation.ts';

/** Starting and stopping. Both may be called again on a trail that is so already. */
export const loggingOperations: Readonly<Record<string, Operation>> = {
  StartLogging: {
    mutates: true,
    run(input, { store, caller, region, now }) {
      const trail = store.findAtHome(text(input, 'Name'), caller, region);
      trail.logging = true;
      trail.startedAt = now;
      return {};
    },
  },
  StopLogging: {
    mutates: true,
    run(input, { store, caller, region, now }) {
      const trail = store.findAtHome(text(input, 'Name'), caller, region);
      trail.logging = false;
      trail.stoppedAt = now;
      return {};
    },
  },
  GetTrailStatus: {
    mutates: false,
    run(input, { store, caller, region }) {
      const { logging, startedAt, stoppedAt } = store.find(text(input, 'Name'), caller, region);
      return {
        IsLogging: logging,
        ...(startedAt === undefined ? {} : { StartLoggingTime: startedAt / 1000 }),
        ...(stoppedAt === undefined ? {} : { StopLoggingTime: stoppedAt / 1000 }),
      };
    },
  },
};
