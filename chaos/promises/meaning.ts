import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import { accessGained, comparePolicies } from '../../shared/policy/compare.ts';
import type { Relation } from '../../shared/policy/comparison.ts';
import { policyOwners } from '../../shared/policy/lockout.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { allRules } from '../../shared/rules/all.ts';
import { judge } from '../../shared/rules/judge.ts';
import { remembering } from '../remembered/recent.ts';
import { account, governance, region } from '../standard.ts';

const keyId = '00000000-0000-4000-8000-000000000000';
const place = { account, key: `arn:aws:kms:${region}:${account}:key/${keyId}` };

const snapshotOf = (policy: string): KeySnapshot => ({
  arn: place.key,
  keyId,
  account,
  region,
  policy,
  state: 'Enabled',
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: 'no',
  rotation: { kind: 'enabled', periodInDays: 365 },
  aliases: [],
  tags: {},
});

const policyRules = allRules.filter(({ area }) => area === 'policy');

/** Whether a policy by itself, whoever wrote it, keeps to the standard. */
export const isCompliant = remembering(
  (policy: string): boolean => judge(policyRules, { snapshot: snapshotOf(policy), governance }).length === 0,
  (policy) => policy,
);

const parse = (policy: string) => parsePolicy(policy, place);

/** What a policy is to another one. */
export const relation = remembering(
  (baseline: string, candidate: string): Relation =>
    comparePolicies(parse(baseline), parse(candidate)).relation,
  (baseline, candidate) => `${baseline}\n${candidate}`,
);

export const meansTheSame = (one: string, other: string): boolean =>
  one === other || relation(one, other) === 'equivalent';

/** Whether the candidate gives something that the other does not, or may do so. */
export const givesMore = remembering(
  (baseline: string, candidate: string): boolean => {
    const { gained, unknown } = accessGained(parse(baseline), parse(candidate));
    return gained.length > 0 || unknown.length > 0;
  },
  (baseline, candidate) => `${baseline}\n${candidate}`,
);

/** Whether nobody is known to be able to change the policy any more. */
export const locksOut = remembering(
  (policy: string): boolean => policyOwners(parse(policy)).length === 0,
  (policy) => policy,
);
