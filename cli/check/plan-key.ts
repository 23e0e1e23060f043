import { isRecord } from '../../shared/events/json.ts';
import type { Attributes, Candidate, PolicyText } from './candidate.ts';
import { defaultPolicy } from './default-policy.ts';
import { identityOf, replicaIdentity, truth, unwritten, whole, words } from './key-attributes.ts';
import type { Planned } from './plan.ts';
import type { PlanArguments } from './plan-arguments.ts';

/** Reads an aws_kms_key or aws_kms_replica_key. Its policy may be a resource of its own, and is judged there. */
export function planKey(
  given: PlanArguments,
  account: string,
  elsewhere: { readonly policy: boolean; readonly aliases: readonly string[] },
): Candidate {
  const policy = elsewhere.policy && !given.isWritten('policy') ? undefined : policyOf(given, account);
  const attributes: Attributes = {
    ...(given.planned.type === 'aws_kms_replica_key' ? replicaIdentity : written(given)),
    ...tagsOf(given.planned),
    ...(elsewhere.aliases.length === 0 ? {} : { aliases: elsewhere.aliases }),
    ...windowOf(given),
  };
  return { ...candidate(given, policy), attributes };
}

/** Reads an aws_kms_key_policy. Its key, where it is in the plan, tells by its tags which class it is of. */
export function planKeyPolicy(given: PlanArguments, account: string, key: Planned | undefined): Candidate {
  const known = candidate(given, policyOf(given, account));
  return key === undefined ? known : { ...known, classifiedBy: tagsOf(key) };
}

function candidate(given: PlanArguments, policy: PolicyText | undefined): Candidate {
  return {
    resource: given.planned.address,
    ...given.line(),
    ...(policy === undefined ? {} : { policy }),
    gaps: given.gaps,
  };
}

function policyOf(given: PlanArguments, account: string): PolicyText | undefined {
  const text = given.known('policy', words, defaultPolicy(account));
  // In a plan a policy is one text, on one line.
  const { line } = given.line('policy');
  return text === undefined ? undefined : { text, byDefault: !given.isWritten('policy'), line: () => line };
}

function written(given: PlanArguments): Attributes {
  // A store's ID may be unknown; that there is one is not.
  const origin = given.isWritten('xks_key_id')
    ? 'EXTERNAL_KEY_STORE'
    : given.isWritten('custom_key_store_id')
      ? 'AWS_CLOUDHSM'
      : unwritten.origin;
  const rotates = given.known('enable_key_rotation', truth, false);
  return identityOf({
    spec: given.known('customer_master_key_spec', words, unwritten.spec),
    usage: given.known('key_usage', words, unwritten.usage),
    origin,
    multiRegion: given.known('multi_region', truth, false),
    rotates,
    periodInDays:
      rotates === true
        ? given.known('rotation_period_in_days', whole, unwritten.rotationPeriodInDays)
        : undefined,
  });
}

/** `tags_all` holds the provider's default tags, too. */
function tagsOf({ values, unknown }: Planned): Attributes {
  if (unknown.tags === true || (unknown.tags_all === true && values.tags === undefined)) return {};
  const tags = { ...asRecord(values.tags_all), ...asRecord(values.tags) };
  const open = [...Object.keys(asRecord(unknown.tags_all)), ...Object.keys(asRecord(unknown.tags))];
  return {
    tags: Object.fromEntries([
      ...open.map((key) => [key, undefined] as const),
      ...Object.entries(tags).map(([key, value]) => [key, String(value ?? '')] as const),
    ]),
  };
}

function windowOf(given: PlanArguments): Attributes {
  const name = 'deletion_window_in_days';
  const days = given.known(name, whole, unwritten.windowInDays);
  return days === undefined ? {} : { window: { days, name, ...given.line(name) } };
}

const asRecord = (value: unknown) => (isRecord(value) ? value : {});
