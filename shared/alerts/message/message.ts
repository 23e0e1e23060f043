import { describeActor } from '../../events/describe-actor.ts';
import type { Decision, Outcome } from '../../ledger/decision.ts';
import { type Finding, type Severity, severities } from '../../rules/rule.ts';
import { plainText } from '../plain-text.ts';
import { type AccessLine, accessOf } from './access.ts';
import { adviceFor } from './advice.ts';
import { commandsFor, shortCommandsFor } from './commands.ts';
import { describeStep } from './describe-step.ts';
import { exposedFor, exposureOf } from './exposure.ts';
import { headlineOf, whatChanged } from './headline.ts';
import { linksFor, rulePages } from './links.ts';
import { nameOf, nounFor, placeOf } from './nouns.ts';
import { type PolicyDiff, policyDiff } from './policy-diff.ts';
import { policyPair } from './policy-pair.ts';

/**
 * What people are told about one change. Plain data: a channel only lays it out. Its texts are single lines
 * in which nothing is hidden, whatever the names in the change were made of.
 */
export type Message = {
  readonly kind: 'change';
  readonly headline: string;
  /** The worst finding's; `critical` for what was not put right, whatever was found. */
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly changed: string;
  readonly by: string;
  readonly at: string;
  readonly about: {
    /** `key`, `alias`, `trail`. */
    readonly noun: string;
    readonly arn: string;
    /** A key's first alias, otherwise its ID; another thing's own name. */
    readonly name: string;
    readonly keyClass: string;
    readonly team?: string;
    readonly account: string;
    /** What people call the account, where the standard says so. */
    readonly accountName?: string;
    readonly region: string;
  };
  /** What the change gave and took, the worst first. Empty where it was not about access. */
  readonly access: readonly AccessLine[];
  /** How the policies differ: what is shown after the words. */
  readonly policyDiff?: PolicyDiff;
  readonly broke: readonly Pick<Finding, 'rule' | 'severity' | 'message' | 'evidence'>[];
  readonly exposed: readonly string[];
  /** "for about 4 s"; absent where nothing was exposed. */
  readonly exposedFor?: string;
  readonly done: readonly string[];
  readonly now: readonly string[];
  /** What to type where the guardian could not put it right: exact, and ASCII only. */
  readonly commands: readonly string[];
  /** The same in fewer words, where a policy can be taken from the ledger. */
  readonly shortCommands: readonly string[];
  readonly latency: string;
  /** The key, the event, and the page of each rule where the team has such pages. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** What to type to learn about each rule that was broken; empty where `links` has their pages. */
  readonly explain: readonly string[];
  /** Everything the ledger knows, for machines. */
  readonly decision: Decision;
};

/** Whether people are told: of everything that broke the standard, and of what could not be decided. */
export function needsTelling({ outcome, findings }: Decision): boolean {
  switch (outcome) {
    case 'clean':
    case 'adopted':
    case 'recorded':
    case 'started':
      return false;
    case 'already-right':
      return findings.length > 0;
    case 'alerted':
    case 'asked':
    case 'remediated':
    case 'held':
    case 'failed':
      return true;
  }
}

/** An alias says by its own name what it is. */
const named = (scope: Decision['scope'], name: string) =>
  scope === 'alias' ? name : `${nounFor[scope]} ${name}`;

/** What a message may tell beside the decision. */
export type Beside = {
  /** The approved policy of the key: it shows what a person is asked to decide on. */
  readonly approved?: string;
  /** What people call accounts, by their IDs. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** The address of a folder with the rules' pages (docs/rules). */
  readonly rulePages?: string;
};

/** Puts a decision into words. */
export function composeMessage(decision: Decision, beside: Beside = {}): Message {
  const { change, arn, keyClass, findings, outcome, steps, team } = decision;
  const { account, region } = placeOf(decision);
  const accountName = beside.accounts?.[account];
  const foreign = change.actor.account !== undefined && change.actor.account !== account;
  const by = describeActor(change.actor) + (foreign ? ` of account ${change.actor.account}` : '');
  const name = nameOf(decision);
  const pair = policyPair(decision, beside.approved);
  const diff = pair && policyDiff(pair);
  const period = exposedFor(decision);
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const pages = rulePages(rules, beside.rulePages);
  return {
    kind: 'change',
    headline: plainText(headlineOf(decision, named(decision.scope, name))),
    severity: outcome === 'failed' || outcome === 'held' ? 'critical' : worst(findings),
    outcome,
    changed: plainText(whatChanged(decision)),
    by: plainText(by),
    at: plainText(change.at),
    about: {
      noun: nounFor[decision.scope],
      arn: plainText(arn),
      name: plainText(name),
      keyClass: plainText(keyClass),
      ...(team === undefined ? {} : { team: plainText(team) }),
      account,
      ...(accountName === undefined ? {} : { accountName: plainText(accountName) }),
      region,
    },
    access: accessOf(decision, pair).map(({ kind, text }) => ({ kind, text: plainText(text) })),
    ...(diff && { policyDiff: { ...diff, lines: diff.lines.map(plainText) } }),
    broke: findings.map(({ rule, severity, message, evidence }) => ({
      rule,
      severity,
      message: plainText(message),
      evidence: evidence.map(plainText),
    })),
    exposed: exposureOf(decision).map(plainText),
    ...(period === undefined ? {} : { exposedFor: plainText(period) }),
    done: [...pressOf(decision), ...doneBy(decision, steps.map(describeStep))].map(plainText),
    now: adviceFor(decision).map(plainText),
    commands: commandsFor(decision),
    shortCommands: shortCommandsFor(decision),
    latency: `${(decision.latencyMs / 1000).toFixed(1)} s from the change to the decision carried out`,
    links: [...linksFor(decision), ...pages],
    explain: pages.length > 0 ? [] : rules.map((rule) => `kms-guardian explain ${plainText(rule)}`),
    decision,
  };
}

function worst(findings: readonly Finding[]): Severity {
  return severities.find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'low';
}

const pressOf = ({ pressed }: Decision) => (pressed ? [`${pressed.by}, pressed "Revert now".`] : []);

/** Why nothing was done about findings that could be put right. */
function whyUntouched(remediable: readonly Finding[]): string {
  if (remediable.length === 0) return 'this is left to a person.';
  if (remediable.every(({ respected }) => respected !== undefined)) return 'a person had it put back.';
  const stands = remediable.every(({ respected, exemption }) => (respected ?? exemption) !== undefined);
  return stands ? 'it is exempt.' : 'the standard asks only to be told.';
}

function doneBy({ outcome, why, findings }: Decision, steps: readonly string[]): readonly string[] {
  // A step that failed has told already why it did.
  const reason = why === undefined || steps.some((step) => step.includes(why)) ? [] : [`Because: ${why}`];
  if (steps.length > 0) return [...steps, ...reason];
  switch (outcome) {
    case 'alerted':
    case 'recorded':
      return [`Nothing was changed: ${whyUntouched(findings.filter(({ remedy }) => remedy !== undefined))}`];
    case 'asked':
      return ['Nothing was changed: the standard leaves this to a person.'];
    case 'already-right':
      return ['Nothing was left to do: somebody had put it right before.'];
    case 'held':
      return ['Nothing was changed.', ...reason];
    case 'failed':
      return ['Nothing could be put right.', ...reason];
    case 'remediated':
      return ['It was put right.', ...reason];
    case 'clean':
    case 'adopted':
    case 'started':
      return reason;
  }
}
