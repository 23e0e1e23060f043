import type { Change } from '../events/change.ts';
import type { Policy } from '../policy/policy.ts';
import { approvedPolicy, keyPolicy } from './key-policy.ts';
import type { Subject } from './rule.ts';

/** A tag that counts, and that is not as it was approved. */
export type ChangedTag = {
  readonly key: string;
  /** Absent where it was not there. */
  readonly before?: string;
  /** Absent where it is gone. */
  readonly after?: string;
  /** Who goes by it. */
  readonly why: string;
};

/**
 * The tags that count and are not as they were approved: of a change to tags those that it changed, of no change all. What
 * another change finds different on its way, the change that made it so has its own event for.
 */
export function changedTags(subject: Subject): readonly ChangedTag[] {
  const { baseline, snapshot, change } = subject;
  const approved = baseline?.tags;
  if (approved === undefined) return [];
  const keys =
    change === undefined
      ? [...new Set([...Object.keys(approved), ...Object.keys(snapshot.tags)])]
      : tagsOf(change);
  const different = keys.filter((key) => tagIn(approved, key) !== tagIn(snapshot.tags, key));
  return countingTags(subject, different).map(({ key, why }) => {
    const before = tagIn(approved, key);
    const after = tagIn(snapshot.tags, key);
    return { key, why, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  });
}

/**
 * Those of the tags that count: the classes of the standard go by them, IAM policies do as it says, or the key policy does,
 * the live one or the approved one. Condition keys are the same in whichever case, tags' own keys are not.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export function countingTags(
  { snapshot, baseline, governance }: Subject,
  keys: readonly string[],
): readonly Pick<ChangedTag, 'key' | 'why'>[] {
  if (keys.length === 0) return [];
  const { classTags, protectedTags } = governance.labels;
  const live = keyPolicy(snapshot);
  const policies = [
    ...(live === undefined ? [] : [live]),
    ...(baseline === undefined ? [] : [approvedPolicy(baseline, snapshot)]),
  ];
  const byPolicy = new Set(policies.flatMap(tagsThatDecide));
  return keys.flatMap((key) => {
    const why = classTags.includes(key)
      ? 'the classes of the standard go by it'
      : protectedTags.includes(key)
        ? 'IAM policies go by it, as the standard says'
        : byPolicy.has(key.toLowerCase())
          ? 'the key policy goes by it'
          : undefined;
    return why === undefined ? [] : [{ key, why }];
  });
}

/** The tags that a change sets or removes. */
export function tagsOf(change: Change): readonly string[] {
  switch (change.operation) {
    case 'TagResource':
      return Object.keys(change.details.tags);
    case 'UntagResource':
      return change.details.tagKeys;
    default:
      return [];
  }
}

/** A tag's value, whatever it is called. */
export function tagIn(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}

/** The tags of the key, in lower case, that a policy asks for or fills into what it asks. */
function tagsThatDecide({ statements }: Policy): readonly string[] {
  return statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, values }) => [
      ...key.matchAll(/^aws:ResourceTag\/(.+)/gis),
      ...values.flatMap((value) => [...value.matchAll(/\$\{\s*aws:ResourceTag\/\s*([^},]*[^},\s])/gi)]),
    ])
    .flatMap((match) => match.slice(1))
    .map((name) => name.toLowerCase());
}
