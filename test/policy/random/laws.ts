import type { Request } from '../../../shared/policy/policy.ts';
import { type Draft, documentOf } from './draft.ts';
import { Random } from './random.ts';
import { smaller } from './smaller.ts';

/** What a law is about: the policies it needs, requests to try on them, and a seed for what else it draws. */
export type Case<Policies extends readonly Draft[]> = {
  readonly policies: Policies;
  readonly requests: readonly Request[];
  readonly seed: number;
};

export type Law<Policies extends readonly Draft[]> = {
  readonly draw: (random: Random) => Case<Policies>;
  /** What is wrong, in words; undefined where the law holds. To throw is a fault too. */
  readonly fault: (drawn: Case<Policies>) => string | undefined;
};

export type One = readonly [Draft];
export type Two = readonly [Draft, Draft];
export type Three = readonly [Draft, Draft, Draft];

/**
 * How many pairs of policies the laws compare in all, and the seed from which all is drawn: always the same, so that a
 * change is judged by itself. `npm run laws` draws others.
 */
export const PAIRS = whole('POLICY_LAWS_PAIRS') ?? 25_000;
export const SEED = whole('POLICY_LAWS_SEED') ?? 1;

function whole(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === '') {
    return undefined;
  }
  if (!/^\d{1,10}$/.test(text)) {
    throw new Error(`${variable} is "${text}"; give a whole number`);
  }
  return Number(text);
}

/** Says what is run, so that a failure can be run again. */
export function announce(what: string): void {
  process.stdout.write(`${what}, POLICY_LAWS_SEED=${SEED} POLICY_LAWS_PAIRS=${PAIRS}\n`);
}

/** Draws cases and tries the law on each. The first that breaks it is made smaller and thrown. */
export function holdsFor<Policies extends readonly Draft[]>(
  cases: number,
  { draw, fault }: Law<Policies>,
  name: string,
): void {
  const stream = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
  for (let index = 0; index < cases; index++) {
    const drawn = draw(new Random(SEED, stream, index));
    if (attempt(fault, drawn) !== undefined) {
      const smallest = smaller(drawn, (each) => attempt(fault, each) !== undefined);
      const where = `${name}: case ${index} of POLICY_LAWS_SEED=${SEED}, made smaller`;
      throw broken(`${where}:\n${attempt(fault, smallest)}`, smallest);
    }
  }
}

function attempt<Policies extends readonly Draft[]>(
  fault: Law<Policies>['fault'],
  drawn: Case<Policies>,
): string | undefined {
  try {
    return fault(drawn);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

function broken(what: string, { policies, requests, seed }: Case<readonly Draft[]>): Error {
  const shown = policies.map(
    (policy, at) =>
      `policy ${at + 1}, key ${policy.keyKnown ? 'known' : 'not known'}: ${JSON.stringify(documentOf(policy))}`,
  );
  const asked = requests.map((request) => `request: ${JSON.stringify(request)}`);
  return new Error([what, ...shown, ...asked, `the case draws from ${seed}`].join('\n'));
}
