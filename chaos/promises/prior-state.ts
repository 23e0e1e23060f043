import { type Promised, timeOf } from './promise.ts';
import { approvedStates } from './states.ts';
import { isGuardian } from './who.ts';

export const priorState: Promised = {
  name: 'prior-state',
  promise: 'A key is enabled only if it was approved as enabled, never by a guess.',
  broken: (chronicle) =>
    chronicle.writes
      .filter((write) => write.operation === 'EnableKey' && isGuardian(write))
      .filter(({ key, at }) => {
        if (approvedStates(chronicle, key, at).includes('Enabled')) return false;
        // What a pipeline did counts once its event has been decided on.
        const known = chronicle.baselines
          .filter(({ arn, adoptedAt }) => arn === key && Date.parse(adoptedAt) <= at)
          .reduce((newest, each) => (each.version > newest.version ? each : newest), {
            version: 0,
            state: 'none',
          });
        return known.state !== 'Enabled';
      })
      .map(
        ({ at, key }) =>
          `${timeOf(at)} the guardian enabled key ${key.slice(-4)}, which was approved as disabled`,
      ),
};
