import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Context } from '../../shared/policy/policy.ts';
import type { Place } from '../../shared/render/arns.ts';
import { keyPolicyOf } from '../../shared/render/key-policy.ts';
import { RenderError } from '../../shared/render/render-error.ts';
import { allRules } from '../../shared/rules/all.ts';
import { judge } from '../../shared/rules/judge.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { loadStandard } from '../../shared/standard/load.ts';
import type { Governance, Standard } from '../../shared/standard/standard.ts';
import { account, snapshot } from '../rules/subject.ts';

export const place: Place = { account, partition: 'aws' };
export const key: KeySnapshot = snapshot();

export const load = (text: string): Standard =>
  loadStandard(text, 'standard.yaml', { ruleIds: allRules.map(({ id }) => id) });

/** The standard of the governance document that this project started from. */
export const five = `version: 1
roles:
  administrators: [role/keyadmin]
  users: [role/keyuser]
defaults: { iamDelegation: forbidden }
`;

const policyRules = allRules.filter(({ area }) => area === 'policy');

/** What the rules on policies find in a key policy on a key that nothing else is known of. */
export const findingsOn = (policy: string, governance: Governance): readonly Finding[] =>
  judge(policyRules, { snapshot: snapshot({ policy }), governance });

/** Answers what principals may do under a key policy. `role/NAME` is of the key's account. */
export function asking(policy: string) {
  const parsed = parsePolicy(policy, { account, key: key.arn });
  return (who: string, action: string, context: Context = {}) => {
    const principal = who.startsWith('arn:') ? who : `arn:aws:iam::${account}:${who}`;
    return decide(parsed, { principal, action: `kms:${action}`, context }).decision;
  };
}

/** The key policy of a standard; nothing where the standard contradicts itself, and says so. */
export function keyPolicy(asked: Governance): string | undefined {
  try {
    return keyPolicyOf(asked, place).text;
  } catch (error) {
    if (error instanceof RenderError && error.code === 'CONTRADICTION') return undefined;
    throw error;
  }
}
