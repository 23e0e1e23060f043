import type { Chronicle, Write } from '../chronicle.ts';
import { isCompliant } from './meaning.ts';
import { isPipeline } from './who.ts';

export const policyIn = ({ request }: Write): string => String(request.policy);

const setsPolicy = ({ operation }: Write) => operation === 'PutKeyPolicy' || operation === 'CreateKey';

/** What a pipeline made of the key's policy, within the standard, in true order. */
export function sanctionedWrites({ writes }: Chronicle, key: string): readonly Write[] {
  return writes.filter(
    (write) => write.key === key && setsPolicy(write) && isPipeline(write) && isCompliant(policyIn(write)),
  );
}

/** The newest of them at a time; more than one where they are of the same second, which is all that CloudTrail tells. */
export function newestSanctioned(
  chronicle: Chronicle,
  key: string,
  at = Number.POSITIVE_INFINITY,
): readonly Write[] {
  const before = sanctionedWrites(chronicle, key).filter((write) => write.at <= at);
  const last = before.at(-1);
  return last === undefined ? [] : before.filter((write) => secondOf(write) === secondOf(last));
}

const secondOf = ({ at }: Write) => Math.floor(at / 1000);

/** All writes to the key, in true order. */
export const writesTo = ({ writes }: Chronicle, key: string): readonly Write[] =>
  writes.filter((write) => write.key === key);
