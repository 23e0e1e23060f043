import { accessGained } from '../../policy/compare.ts';
import { policyOwners } from '../../policy/lockout.ts';
import { parsePolicy } from '../../policy/parse.ts';
import type { Policy } from '../../policy/policy.ts';
import { PolicyError } from '../../policy/policy-error.ts';
import { judge } from '../../rules/judge.ts';
import { placeOf } from '../../rules/key-policy.ts';
import type { AnyRule, Subject } from '../../rules/rule.ts';

/**
 * So many policies may be judged for one repair: a second or two. Ordinary ones take less than two hundred, of which most
 * are refused by the first rule that is asked.
 */
export const MOST_JUDGEMENTS = 600;

/** More policies were judged than may be. */
export class TooManyJudgements extends Error {
  readonly code = 'TOO_MANY_JUDGEMENTS';
  constructor(most: number) {
    super(`The policy has more parts than ${most} judgements can try.`);
    this.name = 'TooManyJudgements';
  }
}

/** Judges policies that might take the place of the live one, and counts. */
export class Court {
  readonly #subject: Subject;
  readonly #live: Policy;
  readonly #limits: AnyRule[];
  readonly #needs: readonly AnyRule[];
  readonly #most: number;
  #judgements = 0;

  /**
   * @param bare the policy that allows nothing: what a rule finds wrong with that is something missing, which more access
   *   may bring; every other rule says what is too much.
   */
  constructor(subject: Subject, rules: readonly AnyRule[], bare: string, most = MOST_JUDGEMENTS) {
    const { snapshot, governance } = subject;
    this.#subject = { snapshot, governance };
    this.#live = parsePolicy(snapshot.policy, placeOf(snapshot));
    this.#most = most;
    const asked = rules.filter(({ area }) => area === 'policy');
    const missing = new Set(judge(asked, this.#with(bare)).map(({ rule }) => rule));
    this.#needs = asked.filter(({ id }) => missing.has(id));
    this.#limits = asked.filter(({ id }) => !missing.has(id));
  }

  /** How many policies were judged. */
  get judgements(): number {
    return this.#judgements;
  }

  /** Whether nothing in it is too much, by the rules and against the live policy. */
  keepsWithin(policy: string): boolean {
    if (this.#judgements >= this.#most) throw new TooManyJudgements(this.#most);
    this.#judgements += 1;
    // One policy resembles the next: the rule that refused the last one is asked first.
    const refusing = this.#refusing(policy);
    if (refusing !== undefined) {
      this.#limits.splice(this.#limits.indexOf(refusing), 1);
      this.#limits.unshift(refusing);
      return false;
    }
    return this.givesNothingOver(policy, this.#live);
  }

  #refusing(policy: string): AnyRule | undefined {
    const subject = this.#with(policy);
    return this.#limits.find((rule) => judge([rule], subject).length > 0);
  }

  /** Why a policy that keeps within the limits is not enough; undefined where it is. */
  whatIsMissing(policy: string): string | undefined {
    const missing = this.#firstFinding(this.#needs, policy);
    if (missing !== undefined) return missing;
    const { snapshot } = this.#subject;
    return policyOwners(parsePolicy(policy, placeOf(snapshot))).length === 0
      ? 'nobody could change the policy any more'
      : undefined;
  }

  /** What any of the rules finds in it, uncounted. */
  whatIsWrong(policy: string): string | undefined {
    return this.#firstFinding([...this.#needs, ...this.#limits], policy);
  }

  #firstFinding(rules: readonly AnyRule[], policy: string): string | undefined {
    const [worst] = judge(rules, this.#with(policy));
    if (worst === undefined) return undefined;
    return `${worst.rule}: ${[worst.message.replace(/\.$/, ''), ...worst.evidence].join('; ')}`;
  }

  /** What cannot be decided counts as given; a policy that is none gives whatever it likes. */
  givesNothingOver(policy: string, other: Policy | string): boolean {
    const place = placeOf(this.#subject.snapshot);
    try {
      const [before, after] = [
        typeof other === 'string' ? parsePolicy(other, place) : other,
        parsePolicy(policy, place),
      ];
      const { gained, unknown } = accessGained(before, after);
      return gained.length + unknown.length === 0;
    } catch (error) {
      if (error instanceof PolicyError) return false;
      throw error;
    }
  }

  #with(policy: string): Subject {
    const { snapshot, governance } = this.#subject;
    return { snapshot: { ...snapshot, policy }, governance };
  }
}
