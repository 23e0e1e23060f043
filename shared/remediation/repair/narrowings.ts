import { expandActions, KEY_ACTIONS, USE_ACTIONS } from '../../policy/actions.ts';
import type { Conditions } from '../../policy/condition-json.ts';
import { arnOf, type Place } from '../../render/arns.ts';
import { RenderError } from '../../render/render-error.ts';
import { waysOfUse } from '../../render/ways-of-use.ts';
import type { Governance, PrincipalPattern } from '../../standard/standard.ts';
import type { Holder } from './clauses.ts';

/** A condition that the standard speaks of: under it, what is too much as it is may be kept. */
export type Narrowing = {
  /** What tells the statement from the one it comes from. */
  readonly sid: string;
  readonly who: string;
  readonly way: string;
  readonly actions: ReadonlySet<string>;
  readonly conditions: readonly Conditions[];
};

type Limit = { readonly sid: string; readonly condition?: Conditions };
type Way = Limit & { readonly actions: ReadonlySet<string> };

/**
 * The conditions that may be added for one whom a statement names, the widest first: to which of those it stands for the
 * access is kept, and on what way of use. Whether one of them complies is for the rules to say.
 */
export function narrowingsFor(holder: Holder, governance: Governance, place: Place): readonly Narrowing[] {
  const ways = [{ sid: '', actions: KEY_ACTIONS }, ...waysIn(governance)];
  return limitsOn(holder, governance, place).flatMap((who) =>
    ways
      .filter((way) => who.condition !== undefined || way.condition !== undefined)
      .map((way) => ({
        sid: `${who.sid}${way.sid}`,
        who: who.sid,
        way: way.sid,
        actions: way.actions,
        conditions: [way.condition ?? [], who.condition ?? []].flat(),
      })),
  );
}

/** Of every key usage: the standard may say what keys are for, and the key be another. */
function waysIn({ creation, usage }: Governance): readonly Way[] {
  try {
    return waysOfUse({ creation: { ...creation, usages: [] }, usage })
      .filter(({ condition }) => Object.keys(condition).length > 0)
      .map(({ sid, actions, condition }) => ({ sid, actions: expandActions(actions), condition }));
  } catch (error) {
    // No condition can say all that the standard asks: then none is added.
    if (error instanceof RenderError) return [];
    throw error;
  }
}

const ROOT = { StringEquals: { 'aws:PrincipalType': 'Account' } };
const NOT_ROOT = { StringNotEquals: { 'aws:PrincipalType': 'Account' } };

/** Of those who stand for many, some. */
function limitsOn({ principal }: Holder, governance: Governance, place: Place): readonly Limit[] {
  const asItIs: Limit = { sid: '' };
  if (principal === 'all but some') return [asItIs];
  const { accounts, organizations } = governance.trust;
  const known = [place.account, ...accounts];
  switch (principal.kind) {
    case 'account':
      return principal.account === place.account
        ? [
            asItIs,
            { sid: 'ButRootUser', condition: NOT_ROOT },
            { sid: 'RootUser', condition: ROOT },
            ...namedIn(governance, place),
          ]
        : [asItIs];
    case 'anyone':
      return [
        asItIs,
        { sid: 'InTrustedAccounts', condition: { StringEquals: { 'aws:PrincipalAccount': known } } },
        ...organizations.map((id) => ({
          sid: 'InTrustedOrganization',
          condition: { StringEquals: { 'aws:PrincipalOrgID': id } },
        })),
        {
          sid: 'RootUser',
          condition: {
            StringEquals: { ...ROOT.StringEquals, 'aws:PrincipalAccount': place.account },
          },
        },
        ...namedIn(governance, place),
      ];
    case 'service':
      return [
        asItIs,
        { sid: 'ForTrustedAccounts', condition: { StringEquals: { 'aws:SourceAccount': known } } },
        ...organizations.map((id) => ({
          sid: 'ForTrustedOrganization',
          condition: { StringEquals: { 'aws:SourceOrgID': id } },
        })),
      ];
    default:
      return [asItIs];
  }
}

/** Those whom the standard names. */
function namedIn({ roles }: Governance, place: Place): readonly Limit[] {
  const limit = (sid: string, patterns: readonly PrincipalPattern[]): readonly Limit[] =>
    patterns.length === 0
      ? []
      : [
          {
            sid,
            condition: { ArnLike: { 'aws:PrincipalArn': patterns.map((each) => arnOf(each, place)) } },
          },
        ];
  return [
    ...limit('Guardian', roles.guardian),
    ...limit('Users', roles.users),
    ...limit('Administrators', roles.administrators),
    ...limit('Pipelines', roles.pipelines),
    ...limit('Owners', roles.owners),
  ];
}

/** Whether one may be left out where the other is kept, of the same statement, principal and action. */
export function isWithin(narrow: Narrowing, wide: Narrowing): boolean {
  return (narrow.who === wide.who || wide.who === '') && (narrow.way === wide.way || wide.way === '');
}

/** A way of use says nothing of what is no use. */
export const mayNarrow = ({ way, actions }: Narrowing, action: string) =>
  actions.has(action) && (way === '' || USE_ACTIONS.has(action));
