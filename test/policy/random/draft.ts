import { type KeyPlace, parsePolicy } from '../../../shared/policy/parse.ts';
import type { Policy } from '../../../shared/policy/policy.ts';

/** The account that owns the key, and the key. */
export const OWN = '111122223333';
export const KEY = `arn:aws:kms:us-east-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A policy as the random tests edit it: like its JSON, with every list a list. */
export type Draft = {
  readonly version: Policy['version'];
  readonly statements: readonly StatementDraft[];
  /** Whether the key's ARN is told when the policy is parsed. */
  readonly keyKnown: boolean;
};

export type StatementDraft = {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Names;
  /** No names: the statement has no such element, and so no effect. */
  readonly actions: Names;
  readonly resources: Names;
  readonly conditions: readonly ConditionDraft[];
};

/** What an element such as `Principal` or, negated, `NotPrincipal` names. */
export type Names = { readonly negated: boolean; readonly names: readonly string[] };

export type ConditionDraft = {
  readonly quantifier: '' | 'ForAllValues:' | 'ForAnyValue:';
  readonly operator: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
};

/** How the parts of a draft are spelled in JSON where the language leaves a choice. */
export type Spelling = {
  /** An action's, operator's or condition key's name, which has no case. */
  readonly name: (name: string) => string;
  /** A list, which may be the one item it holds. */
  readonly list: (items: readonly unknown[]) => unknown;
  readonly value: (value: string, operator: string) => unknown;
  readonly anyone: () => unknown;
};

const PLAIN: Spelling = {
  name: (name) => name,
  list: (items) => items,
  value: (value) => value,
  anyone: () => '*',
};

/** The policy in JSON. */
export function documentOf({ version, statements }: Draft, spelling = PLAIN) {
  return { Version: version, Statement: statements.map((statement) => statementJson(statement, spelling)) };
}

function statementJson(statement: StatementDraft, spelling = PLAIN): object {
  const { effect, principals, actions, resources, conditions } = statement;
  const json: Record<string, unknown> = { Effect: effect };
  json[principals.negated ? 'NotPrincipal' : 'Principal'] = principalJson(principals.names, spelling);
  if (actions.names.length > 0) {
    json[actions.negated ? 'NotAction' : 'Action'] = spelling.list(actions.names.map(spelling.name));
  }
  if (resources.names.length > 0) {
    json[resources.negated ? 'NotResource' : 'Resource'] = spelling.list(resources.names);
  }
  if (conditions.length > 0) {
    json.Condition = conditionJson(conditions, spelling);
  }
  return json;
}

const isService = (name: string) => name.endsWith('.amazonaws.com');

function principalJson(names: readonly string[], spelling: Spelling): unknown {
  if (names.length === 1 && names[0] === '*') {
    return spelling.anyone();
  }
  const [services, others] = [names.filter(isService), names.filter((name) => !isService(name))];
  return {
    ...(others.length > 0 ? { AWS: spelling.list(others) } : {}),
    ...(services.length > 0 ? { Service: spelling.list(services) } : {}),
  };
}

function conditionJson(conditions: readonly ConditionDraft[], spelling: Spelling): object {
  const json: Record<string, Record<string, unknown>> = {};
  for (const condition of conditions) {
    const operator = spelling.name(operatorName(condition));
    const values = condition.values.map((value) => spelling.value(value, condition.operator));
    json[operator] = { ...json[operator], [spelling.name(condition.key)]: spelling.list(values) };
  }
  return json;
}

export const operatorName = ({ quantifier, operator, ifExists }: ConditionDraft) =>
  `${quantifier}${operator}${ifExists ? 'IfExists' : ''}`;

/** Leaves out conditions whose operator and key are there before: in JSON they would be the same member. */
export function withoutTwins(conditions: readonly ConditionDraft[]): readonly ConditionDraft[] {
  const seen = new Set<string>();
  return conditions.filter((condition) => {
    const id = `${operatorName(condition)} ${condition.key}`.toLowerCase();
    return !seen.has(id) && seen.add(id);
  });
}

export function placeOf({ keyKnown }: Draft): KeyPlace {
  return keyKnown ? { account: OWN, key: KEY } : { account: OWN };
}

export function policyOf(draft: Draft): Policy {
  return parsePolicy(documentOf(draft), placeOf(draft));
}
