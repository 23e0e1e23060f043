import { matchesGlob } from './glob.ts';
import { isNamed } from './principals.ts';
import type { Exemption } from './standard.ts';

/** What a finding is about, as far as exemptions go by it. */
export type Exemptible = {
  /** Who made the change; absent where that is not known, or nobody did, as in a sweep. */
  readonly actorArn?: string | undefined;
  /** The account of the thing, which `role/NAME` and `user/NAME` speak of. */
  readonly account: string;
  /** Absent where the thing is no key: a trail, a VPC endpoint. */
  readonly keyArn?: string | undefined;
  /**
   * The key's aliases; absent where they are not known. As its class does, they go by what was approved, where that is
   * known: otherwise whoever may move an alias could excuse any key.
   */
  readonly aliases?: readonly string[] | undefined;
};

/** Whether a finding is excused. */
export type Excuse = {
  /** What excuses it; absent where nothing does. */
  readonly exemption?: Exemption;
  /** Evidence for the finding: a line for each exemption that might excuse it, and cannot be evaluated. */
  readonly doubts: readonly string[];
};

/**
 * Rules that no exemption covers: of what they find, an exemption could leave behind what outlives it. A guardian that
 * is shut out, or a key whose policy nobody can change, cannot be put right when it ends; and where KMS calls are not
 * logged, nobody sees what else is done under it.
 */
const neverExempt: readonly string[] = ['guardian-access', 'lockout', 'kms-logged'];

/** Whether an exemption may cover the findings of a rule. */
export function isExemptible(rule: string): boolean {
  return !neverExempt.includes(rule);
}

/**
 * The first exemption that excuses a finding of this rule. An exemption that cannot be evaluated excuses nothing, and
 * is told among the `doubts`.
 *
 * @param now milliseconds since 1970; at `until` an exemption has ended
 * @example
 * const about = { actorArn, account, keyArn, aliases };
 * const { exemption, doubts } = exemptionFor(standard.exemptions, finding.rule, about, now);
 * return { ...finding, evidence: [...finding.evidence, ...doubts], ...(exemption && { exemption }) };
 */
export function exemptionFor(
  exemptions: readonly Exemption[],
  rule: string,
  about: Exemptible,
  now: number,
): Excuse {
  if (!isExemptible(rule)) return { doubts: [] };
  const weighed = exemptions
    .filter(({ rules }) => rules.length === 0 || rules.includes(rule))
    .map((exemption) => ({ exemption, answer: weigh(exemption, about, now) }));
  const found = weighed.find(({ answer }) => answer === true);
  if (found !== undefined) return { exemption: found.exemption, doubts: [] };
  return {
    doubts: weighed.flatMap(({ exemption: { owner, until }, answer }) =>
      typeof answer === 'string'
        ? [`an exemption by ${owner} until ${until} could not be evaluated, so does not count: ${answer}`]
        : [],
    ),
  };
}

/** Yes, no, or why neither can be said. */
type Answer = boolean | string;

/** One clear no settles it; otherwise a doubt does. */
function weigh(exemption: Exemption, about: Exemptible, now: number): Answer {
  const answers = [
    lasts(exemption, now),
    coversActor(exemption.principals, about),
    coversKey(exemption.keys, about),
  ];
  if (answers.includes(false)) return false;
  const doubts = answers.filter((answer) => typeof answer === 'string');
  return doubts.length === 0 || doubts.join(', and ');
}

/** A time without the Z of UTC would be read in whichever zone the reader is in. */
function lasts({ until }: Exemption, now: number): Answer {
  const end = until.endsWith('Z') ? Date.parse(until) : Number.NaN;
  return Number.isNaN(end) ? 'its end is no time' : now < end;
}

function coversActor(principals: Exemption['principals'], { actorArn, account }: Exemptible): Answer {
  if (principals.length === 0) return true;
  return actorArn === undefined ? 'the actor is not named' : isNamed(principals, actorArn, account);
}

function coversKey(keys: Exemption['keys'], { keyArn, aliases }: Exemptible): Answer {
  if (keys.length === 0) return true;
  if (keyArn === undefined) return false;
  if (keys.includes(keyArn)) return true;
  const patterns = keys.filter((key) => key.startsWith('alias/'));
  if (patterns.length === 0) return false;
  if (aliases === undefined) return 'the aliases of the key are not known';
  return patterns.some((pattern) => aliases.some((alias) => matchesGlob(pattern, alias)));
}
