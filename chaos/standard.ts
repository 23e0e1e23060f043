import { allRules } from '../shared/duties.ts';
import { loadStandard } from '../shared/standard/load.ts';
import type { Standard } from '../shared/standard/standard.ts';

export const account = '111122223333';
export const region = 'us-east-1';
const iam = `arn:aws:iam::${account}`;

/** Everybody who calls KMS in a history, by the word that traces name them by. */
export const cast = {
  pipeline: `${iam}:role/Deploy`,
  owner: `${iam}:role/KeyOwner`,
  responder: `${iam}:role/IncidentResponder`,
  administrator: `${iam}:role/KeyAdministrator`,
  root: `${iam}:root`,
} as const;
export type Actor = keyof typeof cast;

const text = `
version: 1
roles:
  administrators: [role/KeyAdministrator]
  owners: [role/KeyOwner, role/IncidentResponder]
  users: [role/KeyUser]
  guardian: [role/kms-guardian/*]
  pipelines: [role/Deploy]
defaults:
  mode: remediate
  grants:
    grantees: [role/KeyUser]
`;

const compiled = loadStandard(text, 'chaos/standard.ts', { ruleIds: allRules.map(({ id }) => id) });

/**
 * What the keys of a history must keep to. The incident responder is excused for a while.
 *
 * @param excusedUntil in milliseconds since the epoch
 */
export function standardUntil(excusedUntil: number): Standard {
  const exemption = {
    rules: [],
    principals: ['role/IncidentResponder'],
    keys: [],
    owner: 'payments-team',
    reason: 'INC-1234, restoring the ledger by hand',
    until: new Date(excusedUntil).toISOString(),
  };
  return { ...compiled, exemptions: [exemption] };
}

export const { defaults: governance, alerts } = compiled;
