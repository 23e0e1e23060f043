import { accessGained, comparePolicies } from '../policy/compare.ts';
import type { Comparison } from '../policy/comparison.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy, Statement } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { Governance } from '../standard/standard.ts';
import { type Allowance, anyone, everything, services } from './ceiling.ts';
import {
  asksForOwner,
  isAboutKeysOf,
  isAboutOthers,
  type RepresentativeKey,
  representativeKeys,
  UNNAMED,
} from './representative-keys.ts';
import type { Violation } from './rule.ts';

/** Whose endpoint it is. */
export type EndpointPlace = {
  /** Twelve digits. */
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
};

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
const MAX_CHARACTERS = 20_480;

/**
 * What a VPC endpoint policy of KMS lets through that the standard does not: principals outside the trusted accounts and
 * organizations, and calls about keys outside of them, to which data could be carried out. Nothing where the standard
 * asks nothing. Actions that are on no key, such as ListKeys and CreateKey, carry nothing out, and are not judged.
 *
 * An endpoint policy is one policy for all keys; it is judged on keys that stand for the rest, each time as if it were
 * the key's own.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function judgeEndpointPolicy(
  text: string,
  place: EndpointPlace,
  { perimeter, trust }: Pick<Governance, 'perimeter' | 'trust'>,
): readonly Violation[] {
  if (perimeter.endpointPolicy === 'any') return [];
  const policy = readEndpointPolicy(text, place);
  if (policy instanceof PolicyError) return [unreadable(policy)];
  const accounts = [place.account, ...trust.accounts];
  const keys = representativeKeys([policy], accounts, place.partition);
  const isHome = ({ account }: RepresentativeKey) => accounts.includes(account);
  const beyond = (home: boolean, ceiling: readonly Allowance[]) =>
    excess(
      withoutLeaks(policy, (pattern) =>
        (home ? isAboutKeysOf : isAboutOthers)(pattern, accounts, place.partition),
      ),
      keys.filter((key) => isHome(key) === home),
      parsed(ceiling, place.account),
    );
  return [
    ...violation(
      'The endpoint policy lets through principals outside the trusted accounts and organizations.',
      beyond(true, forPrincipals(accounts, trust.organizations)).map(({ line }) => line),
    ),
    ...violation(
      'The endpoint policy lets calls through to keys outside the trusted accounts and organizations: data could be carried out to them.',
      [
        ...beyond(false, forKeys(trust.organizations)).map(({ key, line }) => ({
          ...line,
          text: `${ownerOf(key, text)}: ${line.text}`,
        })),
        ...policy.statements.flatMap(withVariables),
      ],
    ),
  ];
}

/**
 * Without each Deny of all keys but some, where those can be among the keys in question: none of the keys that stand for
 * the rest need be one that several such statements leave, though there may be one.
 */
function withoutLeaks(policy: Policy, isAsked: (pattern: string) => boolean): Policy {
  const leaks = ({ effect, resources }: Statement) =>
    effect === 'Deny' && resources.negated && resources.any.some(isAsked);
  return { ...policy, statements: policy.statements.filter((each) => !leaks(each)) };
}

/** So many kinds of keys that are open say enough: nobody reads on, and a policy made to keep the guardian busy doesn't. */
const ENOUGH = 10;

type Excess = { readonly key: RepresentativeKey; readonly line: Line };

function excess(policy: Policy, keys: readonly RepresentativeKey[], ceiling: Policy): readonly Excess[] {
  const found: (readonly Excess[])[] = [];
  for (const key of keys) {
    const lines = linesOf(accessGained(onKey(ceiling, key), onKey(policy, key)));
    if (lines.length > 0) {
      // What stands for an account that nobody named is nothing to read.
      const readable = (text: string) =>
        key.account.includes(UNNAMED) ? text.replaceAll(key.account, 'another') : text;
      found.push(lines.map((line) => ({ key, line: { ...line, text: readable(line.text) } })));
    }
    if (found.length === ENOUGH) break;
  }
  return found.flat();
}

/** Whether two endpoint policies let the same through. False where that cannot be decided, or one cannot be read. */
export function meansTheSame(one: string, other: string, place: EndpointPlace): boolean {
  const [first, second] = [readEndpointPolicy(one, place), readEndpointPolicy(other, place)];
  if (first instanceof PolicyError || second instanceof PolicyError) return false;
  // No key stands for those that a variable comes to.
  if ([first, second].some(({ statements }) => statements.some(variableIn))) return one === other;
  return representativeKeys([first, second], [place.account], place.partition).every(
    (key) => comparePolicies(onKey(first, key), onKey(second, key)).relation === 'equivalent',
  );
}

/** Whether an endpoint policy lets anybody through to any key: one that does not stops all who rely on it. */
export function letsSomebodyThrough(text: string, place: EndpointPlace): boolean {
  const policy = readEndpointPolicy(text, place);
  if (policy instanceof PolicyError) return false;
  return representativeKeys([policy], [place.account], place.partition).some(
    (key) => accessGained(onKey(parsed([], place.account), key), onKey(policy, key)).gained.length > 0,
  );
}

function readEndpointPolicy(text: string, { account }: EndpointPlace): Policy | PolicyError {
  try {
    // AWS counts characters, and each is at most three bytes.
    return parsePolicy(text, { account, maxBytes: 3 * MAX_CHARACTERS });
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

const parsed = (Statement: readonly Allowance[], account: string): Policy =>
  parsePolicy({ Version: '2012-10-17', Statement }, { account });

/** On a key of ours: who may pass at most. */
const forPrincipals = (
  accounts: readonly string[],
  organizations: readonly string[],
): readonly Allowance[] => [
  services,
  anyone(everything, { StringEquals: { 'aws:PrincipalAccount': accounts } }),
  ...ofOrganizations('Principal', organizations),
];

/** On a key of others: nobody, unless the policy itself asks that the key be one of a trusted organization. */
const forKeys = (organizations: readonly string[]): readonly Allowance[] => [
  services,
  ...ofOrganizations('Resource', organizations),
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function ofOrganizations(
  whose: 'Principal' | 'Resource',
  organizations: readonly string[],
): readonly Allowance[] {
  if (organizations.length === 0) return [];
  const paths = organizations.map((id) => `${id}/*`);
  return [
    anyone(everything, { StringEquals: { [`aws:${whose}OrgID`]: organizations } }),
    anyone(everything, { 'ForAnyValue:StringLike': { [`aws:${whose}OrgPaths`]: paths } }),
  ];
}

/**
 * The policy as the key's own. Where it asks whose the resource is, that is no longer open: it is the key's account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
 */
function onKey(policy: Policy, { arn, account }: RepresentativeKey): Policy {
  const asks = policy.statements.some(({ conditions }) => conditions.some(asksForOwner));
  const otherOwner = { StringNotEquals: { 'aws:ResourceAccount': 'owner' } };
  const closed = asks
    ? parsed([{ ...anyone(everything, otherOwner), Effect: 'Deny' }], policy.account).statements
    : [];
  return { ...policy, key: arn, statements: [...policy.statements, ...closed.map(ownedBy(account))] };
}

/** No policy that is read may hold the account that stands for those that nobody named. */
const ownedBy =
  (account: string) =>
  (statement: Statement): Statement => ({
    ...statement,
    conditions: statement.conditions.map((each) => ({ ...each, values: [account] })),
  });

type Line = { readonly text: string; readonly statements: readonly number[] };

function linesOf({ gained, unknown }: Pick<Comparison, 'gained' | 'unknown'>): readonly Line[] {
  return [
    ...gained.map(({ text, statements }) => ({ text, statements: indices(statements) })),
    ...unknown.map(({ reason, statements }) => ({
      text: `could not be decided, so counts: ${reason}`,
      statements: indices(statements),
    })),
  ];
}

const indices = (statements: readonly { readonly index: number }[]) => statements.map(({ index }) => index);

/** What a variable in the name of a resource comes to, depends on the request. */
const variableIn = ({ resources }: Statement) => resources.any.find((resource) => resource.includes('${'));

function withVariables(statement: Statement): readonly Line[] {
  const { effect, resources, index } = statement;
  const open = effect === 'Allow' && !resources.negated;
  const variable = open ? variableIn(statement) : undefined;
  return variable === undefined
    ? []
    : [{ text: `could not be decided, so counts: ${variable}, with a variable in it`, statements: [index] }];
}

function ownerOf({ account }: RepresentativeKey, text: string): string {
  return text.includes(account)
    ? `with keys of account ${account}`
    : 'with keys of accounts that nobody named';
}

function violation(message: string, lines: readonly Line[]): readonly Violation[] {
  if (lines.length === 0) return [];
  return [
    {
      message,
      evidence: [...new Set(lines.map(({ text }) => text))],
      statements: [...new Set(lines.flatMap(({ statements }) => statements))].sort((a, b) => a - b),
      remedy: 'restore-endpoint-policy',
    },
  ];
}

const unreadable = (error: PolicyError): Violation => ({
  message: 'The endpoint policy cannot be read, so it counts as letting everybody through.',
  evidence: [error.message],
  remedy: 'restore-endpoint-policy',
});
