import { changedTags } from '../rules/counting-tags.ts';
import { judge } from '../rules/judge.ts';
import type { AnyRule, Remedy, Subject } from '../rules/rule.ts';
import type { Made } from './plan.ts';
import { repairedPolicy } from './repair.ts';
import { whyUnsafe } from './safe-policy.ts';
import type { Step } from './step.ts';

/** What puts a key right. Pure; `rules` are those by which a policy must hold before it is written. */
export function keySteps(remedy: Remedy, subject: Subject, rules: readonly AnyRule[]): Made {
  const { baseline, snapshot, governance, change } = subject;
  switch (remedy) {
    case 'revert-policy':
      return revert(subject, rules);
    case 'cancel-deletion': {
      // KMS leaves a key whose deletion is cancelled disabled; it is enabled only where that was approved.
      const enable: readonly Step[] = baseline?.state === 'Enabled' ? [{ kind: 'enable-key' }] : [];
      return { steps: [{ kind: 'cancel-key-deletion' }, ...enable] };
    }
    case 'enable-key':
      return { steps: [{ kind: 'enable-key' }] };
    case 'disable-key':
      return { steps: [{ kind: 'disable-key' }] };
    case 'enable-rotation': {
      const before = baseline?.rotation.kind === 'enabled' ? baseline.rotation.periodInDays : undefined;
      const longest = governance.rotation.periodInDays;
      const periodInDays = before !== undefined && before <= longest ? before : longest;
      return snapshot.rotation.kind === 'unsupported'
        ? { why: 'KMS cannot rotate this key' }
        : { steps: [{ kind: 'enable-key-rotation', periodInDays, replaces: snapshot.rotation }] };
    }
    case 'revoke-grant': {
      const grantId = change?.operation === 'CreateGrant' ? change.details.grantId : undefined;
      return grantId === undefined
        ? { why: 'the event does not name the grant' }
        : { steps: [{ kind: 'revoke-grant', grantId }] };
    }
    case 'restore-tags':
      return restoreTags(subject);
    default:
      return { why: `nothing does ${remedy} to a key` };
  }
}

function revert(subject: Subject, rules: readonly AnyRule[]): Made {
  const { baseline, snapshot, governance } = subject;
  if (baseline === undefined) return repair(subject, rules);
  const restored = { snapshot: { ...snapshot, policy: baseline.policy }, baseline, governance };
  // What the policy itself breaks: that a key lacks a tag is no reason to leave a stranger in.
  const [still] = judge(
    rules.filter(({ area }) => area === 'policy'),
    restored,
  );
  if (still)
    return { why: `baseline version ${baseline.version} itself breaks ${still.rule}: ${still.message}` };
  const unsafe = whyUnsafe(restored.snapshot.policy, baseline.policy, {
    account: snapshot.account,
    key: snapshot.arn,
  });
  if (unsafe !== undefined)
    return { why: `baseline version ${baseline.version} must not be written: ${unsafe}` };
  return { steps: [{ kind: 'put-key-policy', policy: baseline.policy, replaces: snapshot.policy }] };
}

/** Nothing approved is known to go back to: what may be kept of the live policy is. */
function repair(subject: Subject, rules: readonly AnyRule[]): Made {
  const repaired = repairedPolicy(subject, rules);
  if ('why' in repaired)
    return { why: `no baseline of this key is known to go back to, and ${repaired.why}` };
  const { policy, taken, unfinished } = repaired;
  const replaces = subject.snapshot.policy;
  return { steps: [{ kind: 'put-key-policy', policy, replaces, repair: { taken, unfinished } }] };
}

/** The tags that count, as they were approved; the rest are nobody's business. */
function restoreTags(subject: Subject): Made {
  if (subject.baseline?.tags === undefined) return { why: 'no approved tags of this key are known' };
  const changed = changedTags(subject);
  const tags = Object.fromEntries(
    changed.flatMap(({ key, before }) => (before === undefined ? [] : [[key, before]])),
  );
  const tagKeys = changed.flatMap(({ key, before }) => (before === undefined ? [key] : []));
  const valuesOf = (keys: readonly string[]) =>
    Object.fromEntries(
      changed.flatMap(({ key, after }) => (after !== undefined && keys.includes(key) ? [[key, after]] : [])),
    );
  return {
    steps: [
      ...(Object.keys(tags).length > 0
        ? [{ kind: 'tag-key', tags, replaces: valuesOf(Object.keys(tags)) } as const]
        : []),
      ...(tagKeys.length > 0 ? [{ kind: 'untag-key', tagKeys, replaces: valuesOf(tagKeys) } as const] : []),
    ],
  };
}
