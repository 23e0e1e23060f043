import type { Chronicle, Write } from '../chronicle.ts';
import { policyName } from '../policies.ts';
import { cast, governance } from '../standard.ts';
import { writesTo } from './approved.ts';
import { whyLeft } from './excuses.ts';
import { isCompliant } from './meaning.ts';
import { type Promised, timeOf } from './promise.ts';
import { approvedStates } from './states.ts';

export const putRight: Promised = {
  name: 'put-right',
  promise:
    'In the end nothing that breaks the standard is live, unless people were told that it could not be put right.',
  broken: (chronicle) =>
    chronicle.keys.flatMap((key) =>
      wrongs(chronicle, key)
        .filter(({ since }) => whyLeft(chronicle, key, since.at) === undefined)
        .map(
          ({ what, since }) =>
            `${timeOf(since.at)} ${since.by.split('/').at(-1)} left key ${key.slice(-4)} ${what}`,
        ),
    ),
};

type Wrong = { readonly what: string; readonly since: Write };

function wrongs(chronicle: Chronicle, key: string): readonly Wrong[] {
  const writes = writesTo(chronicle, key);
  const truth = writes.at(-1)?.after;
  if (truth === undefined) return [];
  const lastOf = (...operations: readonly string[]) =>
    writes.findLast(({ operation }) => operations.includes(operation)) ?? (writes[0] as Write);
  const policy = lastOf('CreateKey', 'PutKeyPolicy');
  const state = lastOf('CreateKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'EnableKey', 'DisableKey');
  const rotation = lastOf('CreateKey', 'EnableKeyRotation', 'DisableKeyRotation');
  const { rotationInDays: days } = truth;
  const found: (Wrong | false)[] = [
    !isCompliant(truth.policy) && { what: `with the policy ${policyName(truth.policy)}`, since: policy },
    truth.state === 'PendingDeletion' &&
      state.by !== cast.administrator && { what: 'to be deleted', since: state },
    truth.state === 'Disabled' && isApprovedAsEnabled(chronicle, key) && { what: 'disabled', since: state },
    truth.state === 'Enabled' &&
      (days === undefined || days > governance.rotation.periodInDays) && {
        what: 'without rotation',
        since: rotation,
      },
    ...Object.entries(truth.grants).map(([id, grantee]) => ({
      what: `with a grant to ${grantee}`,
      since: writes.find(({ after }) => Object.hasOwn(after.grants, id)) ?? lastOf('CreateGrant'),
    })),
  ];
  return found.filter((wrong) => wrong !== false);
}

const isApprovedAsEnabled = (chronicle: Chronicle, key: string) =>
  approvedStates(chronicle, key).every((state) => state === 'Enabled') &&
  approvedStates(chronicle, key).length > 0;
