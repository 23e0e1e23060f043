import type { Change } from '../events/change.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Approval, Baseline, NewBaseline } from '../ledger/ledger.ts';
import { tagIn, tagsOf } from '../rules/counting-tags.ts';
import { judge } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isLive, isOwn, isSanctioned, isSanctionedPolicy, mayLabel } from '../rules/sanctioned.ts';
import type { Scope } from '../rules/scope.ts';
import { isNews } from './news.ts';

/**
 * The first baseline of a key that was just created: what it was created as, if that complies, and not
 * what it has become since. KMS tells no policy in the event where it wrote its own default one.
 */
export function firstBaseline(
  subject: Subject,
  rules: readonly AnyRule[],
  now: number,
): NewBaseline | undefined {
  const { snapshot, change, baseline, governance } = subject;
  if (change?.operation !== 'CreateKey') return undefined;
  if (baseline !== undefined) return completedByBirth(subject, change, now);
  const policy = change.details.policy ?? snapshot.policy;
  if (change.details.policy === undefined && !isLive(defaultPolicy(snapshot), snapshot)) return undefined;
  const born: Subject = { snapshot: { ...snapshot, policy }, change, governance };
  const found = judge(rules, born);
  // A key that is to be contained is nobody's example; one that lacks a tag still has a policy to go back to.
  if (found.some((finding) => finding.remedy === 'disable-key' || bearsOnPolicy(finding, rules)))
    return undefined;
  return {
    ...originOf(subject, change, 'the key was created, and complies', now),
    policy,
    // A key is born enabled, unless its material is still to come.
    state: snapshot.origin === 'EXTERNAL' ? snapshot.state : 'Enabled',
    rotation: snapshot.rotation,
    policyAt: change.at,
    aliases: [],
    tags: change.details.tags,
    ...(change.actor.arn === undefined ? {} : { creator: change.actor.arn }),
  };
}

/** The event of the creation is late: a state that was taken as it was found is now known to have been another. */
function completedByBirth({ baseline, snapshot }: Subject, change: Change, now: number) {
  if (baseline?.stateAsFound === undefined || snapshot.origin === 'EXTERNAL') return undefined;
  const { version: _, stateAsFound: __, ...known } = baseline;
  const { adoptedAt, changeId, by } = originOf({ snapshot } as Subject, change, '', now);
  const why = 'the key was created enabled, and its policy was approved since';
  return { ...known, adoptedAt, changeId, by, why, state: 'Enabled' as const };
}

/**
 * Whether a finding says that what the change made of the key must not be approved. That a key lacks a tag, say, is no
 * reason to forget what a pipeline made of its policy.
 */
export function barsAdoption(finding: Finding, { change }: Subject, rules: readonly AnyRule[]): boolean {
  return change?.operation !== 'PutKeyPolicy' || bearsOnPolicy(finding, rules);
}

/** Whether a finding is about what the key policy says. */
export const bearsOnPolicy = ({ rule }: Finding, rules: readonly AnyRule[]): boolean =>
  rules.find(({ id }) => id === rule)?.area === 'policy';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy({ arn, account }: KeySnapshot): string {
  const partition = arn.split(':')[1];
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] });
}

/**
 * The baseline after a compliant change. Only the part that the change is about is taken from the live
 * key: adopting a rotation period must not adopt, beside it, a policy that somebody is just widening.
 *
 * @returns undefined where the change is not to be adopted, is about no part of a baseline, or the live key is not what
 *   it made.
 */
export function adoptedKey(subject: Subject, now: number): NewBaseline | undefined {
  const { snapshot, baseline, change } = subject;
  const why = reasonToAdopt(subject);
  if (change === undefined || why === undefined) return undefined;
  const { policy, state, rotation, aliases, tags } = baseline ?? snapshot;
  const before: NewBaseline = {
    ...originOf(subject, change, why, now),
    policy,
    state,
    rotation,
    aliases: aliases ?? snapshot.aliases,
    tags: tags ?? snapshot.tags,
    ...(baseline?.creator === undefined ? {} : { creator: baseline.creator }),
    ...(baseline?.policyAt === undefined ? {} : { policyAt: baseline.policyAt }),
    ...(isAsFound(baseline) && { stateAsFound: true as const }),
  };
  if (change.operation === 'PutKeyPolicy') return { ...before, policy: snapshot.policy, policyAt: change.at };
  if (baseline === undefined) return undefined;
  switch (change.operation) {
    case 'EnableKey':
      return snapshot.state === 'Enabled' ? withState(before, 'Enabled') : undefined;
    case 'DisableKey':
      return snapshot.state === 'Disabled' ? withState(before, 'Disabled') : undefined;
    case 'ImportKeyMaterial':
      return snapshot.state === 'Enabled' ? withState(before, 'Enabled') : undefined;
    case 'DeleteImportedKeyMaterial':
      return snapshot.state === 'PendingImport' ? withState(before, 'PendingImport') : undefined;
    case 'EnableKeyRotation':
      return snapshot.rotation.kind === 'enabled' ? { ...before, rotation: snapshot.rotation } : undefined;
    case 'DisableKeyRotation':
      return snapshot.rotation.kind === 'disabled' ? { ...before, rotation: snapshot.rotation } : undefined;
    case 'TagResource':
    case 'UntagResource':
      return { ...before, tags: adoptedTags(baseline, before.tags ?? {}, change, snapshot) };
    case 'CreateAlias':
    case 'UpdateAlias':
    case 'DeleteAlias':
      return { ...before, aliases: adoptedAliases(baseline, before.aliases ?? [], change, snapshot) };
    default:
      return undefined;
  }
}

/** The same baseline with a state that was approved. */
function withState({ stateAsFound: _, ...before }: NewBaseline, state: NewBaseline['state']): NewBaseline {
  return { ...before, state };
}

/** Without a baseline the state is taken as it is found, and stays so until somebody approves one. */
const isAsFound = (baseline: Baseline | undefined) =>
  baseline === undefined || baseline.stateAsFound === true;

/** Why a compliant change becomes the baseline: a pipeline made it, or it only takes access away. */
function reasonToAdopt(subject: Subject): string | undefined {
  const { change, baseline, governance } = subject;
  switch (change?.operation) {
    case 'PutKeyPolicy': {
      if (isSanctionedPolicy(subject)) return 'a pipeline made a compliant change';
      const narrows = governance.policy.narrower === 'adopt' && baseline !== undefined && !isOwn(subject);
      return narrows ? 'a compliant change that gives no new access' : undefined;
    }
    // The first import ends what the key was created for: whoever holds the material, it is the key's for good.
    case 'ImportKeyMaterial':
      return baseline?.state === 'PendingImport' ? 'the key has the material that it waited for' : undefined;
    case 'EnableKey':
    case 'DisableKey':
    case 'DeleteImportedKeyMaterial':
    case 'EnableKeyRotation':
    case 'DisableKeyRotation':
      return isSanctioned(subject) ? 'a pipeline made a compliant change' : undefined;
    case 'TagResource':
    case 'UntagResource':
    case 'CreateAlias':
    case 'UpdateAlias':
    case 'DeleteAlias':
      return mayLabel(subject) ? 'its labels were set by one who may' : undefined;
    default:
      return undefined;
  }
}

type Labelling = { readonly [T in Change['operation']]: Extract<Change, { readonly operation: T }> };

/**
 * The tags that the change set are as it set them, and the others as they were approved. Where the key has another value
 * by now, who set that may not be one who may: the change counts if it is later than what is approved, and else not.
 */
function adoptedTags(
  baseline: Baseline,
  approved: Readonly<Record<string, string>>,
  change: Labelling['TagResource'] | Labelling['UntagResource'],
  { tags }: KeySnapshot,
): Readonly<Record<string, string>> {
  const made = change.operation === 'TagResource' ? change.details.tags : {};
  const counts = tagsOf(change).filter(
    (key) => tagIn(made, key) === tagIn(tags, key) || isNews(change, baseline),
  );
  const rest = Object.entries(approved).filter(([key]) => !counts.includes(key));
  const set = Object.entries(made).filter(([key]) => counts.includes(key));
  return Object.fromEntries([...rest, ...set]);
}

/** The same for the one alias that the change gave to the key, or took from it. */
function adoptedAliases(
  baseline: Baseline,
  approved: readonly string[],
  change: Labelling['CreateAlias'] | Labelling['UpdateAlias'] | Labelling['DeleteAlias'],
  { aliases, arn }: KeySnapshot,
): readonly string[] {
  const { alias } = change.details;
  if (alias === undefined) return approved;
  const given = change.operation !== 'DeleteAlias' && change.key?.arn === arn;
  if (given !== aliases.includes(alias) && !isNews(change, baseline)) return approved;
  const rest = approved.filter((name) => name !== alias);
  return given ? [...rest, alias].sort() : rest;
}

/** Where a baseline comes from. */
export function originOf<S extends Scope>(
  { snapshot }: Subject<S>,
  change: Change,
  why: string,
  now: number,
): Omit<Approval, 'version'> {
  const adoptedAt = new Date(now).toISOString();
  return { arn: snapshot.arn, adoptedAt, changeId: change.id, by: change.actor, why };
}
