import { ADMINISTER_ACTIONS, KEY_ACTIONS, OWN_ACTIONS, USE_ACTIONS } from './actions.ts';
import { describeCaller } from './explain.ts';
import { glob } from './glob.ts';
import type { Condition, Level, Policy, Principal } from './policy.ts';
import { Budget, unlessTooMany } from './symbolic/budget.ts';
import type { CallerClass } from './symbolic/caller-class.ts';
import { describeWhen } from './symbolic/describe-when.ts';
import { type Rise, risesTo } from './symbolic/rises.ts';
import type { Region } from './symbolic/search.ts';
import { type CallerGroup, type World, worldOf } from './symbolic/world.ts';

/** What one principal may do with the key: the highest level it reaches for any action of each kind. */
export type Capability = {
  /** An ARN, an account ID, a service, or `*` for anyone. */
  readonly principal: string;
  /** Manage the key's life, its grants, tags and aliases. */
  readonly administer: Level;
  /** Change its policy. */
  readonly own: Level;
  /** Encrypt, decrypt, sign and the like. */
  readonly use: Level;
  /** The conditions some of this depends on, in words. */
  readonly conditions?: string;
};

/** Which actions make up each duty (R-DUTY). */
export type Duties = Readonly<Record<'administer' | 'own' | 'use', ReadonlySet<string>>>;

const DUTIES: Duties = { administer: ADMINISTER_ACTIONS, own: OWN_ACTIONS, use: USE_ACTIONS };

/** How much work may be spent, in steps: some 100 ms. */
const STEPS = 300_000;

/**
 * Each principal that a policy names, and each account, role or user that its conditions let in by name, against
 * administer, own and use, directly (`allowed`) or through IAM (`delegated`). `*` is whoever no policy names. Found by comparing the policy with one that grants nothing, so a
 * Deny counts for what it takes away. What cannot be decided counts as access. With `patterns`, also the roles and users
 * that a pattern of `aws:PrincipalArn` lets in, under the pattern.
 */
export function whoCan(
  policy: Policy,
  duties: Duties = DUTIES,
  { patterns = false }: { readonly patterns?: boolean } = {},
): readonly Capability[] {
  const granted = grantedBy(policy);
  if (granted === undefined) {
    return [...principalsOf(policy, []).keys()].map((principal) => ({ principal, ...UNDECIDED }));
  }
  const { world, rises } = granted;
  const { listed, others } = subjectsIn(policy, world);
  const risesFor = byCaller(rises, world);
  const capabilityOf = ({ name, classes }: Subject) => capability(name, classes, risesFor, world, duties);
  return [
    ...listed.map(capabilityOf),
    ...others.map(capabilityOf).filter(mayAnything),
    ...(patterns ? ofPatterns(policy, world).map(capabilityOf).filter(mayAnything) : []),
  ];
}

/**
 * Whom of those that `whoCan` lists, patterns included, the policy itself lets do every action on a key, each in some
 * request: a condition that a request can meet keeps nobody from having them all.
 */
export function whoMayEverything(policy: Policy): readonly string[] {
  const granted = grantedBy(policy);
  if (granted === undefined) return [...principalsOf(policy, []).keys()];
  const { world } = granted;
  const rises = granted.rises.filter((rise) => LEVELS[levelOf(rise)] === 'allowed');
  const { listed, others } = subjectsIn(policy, world);
  const risesFor = byCaller(rises, world);
  const full = [...listed, ...others, ...ofPatterns(policy, world)].filter(({ classes }) => {
    const actions = risesFor(classes).flatMap((rise) => rise.actions.actions);
    return new Set(actions).size === KEY_ACTIONS.size;
  });
  return [...new Set(full.map(({ name }) => name))];
}

/** The rises for some of these callers. Those of one group rise together, so that each group is looked up once. */
function byCaller(rises: readonly Grant[], { callers }: World) {
  const groups = new Map(callers.flatMap((group) => group.classes.map((each) => [each, group] as const)));
  const known = new Map(callers.map((group) => [group, [] as Grant[]]));
  const risesOf = (group: CallerGroup | undefined) => known.get(group as CallerGroup) as Grant[];
  for (const rise of rises) risesOf(rise.callers).push(rise);
  return (classes: readonly CallerClass[]): readonly Grant[] =>
    [...new Set(classes.map((each) => groups.get(each)))].flatMap(risesOf);
}

function subjectsIn(policy: Policy, world: World) {
  const all = world.callers.flatMap(({ classes }) => classes);
  const listed = principalsOf(policy, all);
  const others = [...alsoNamed(all)].flatMap(([name, subject]) => (listed.has(name) ? [] : subject));
  return { listed: [...listed.values()], others };
}

/**
 * The roles and users that a pattern of `aws:PrincipalArn` lets in and no policy names, those that are told apart one by
 * one: what one of them may do, and what another, nobody may do together.
 */
function ofPatterns({ statements }: Policy, { callers }: World): readonly Subject[] {
  const patterns = new Set(
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ conditions }) => conditions.filter(isPatternOfArns).flatMap(({ values }) => values)),
  );
  const many = callers
    .flatMap(({ classes }) => classes)
    .filter(({ caller, named }) => !named && (caller.kind === 'role' || caller.kind === 'user'));
  return [...patterns].flatMap((name) => {
    const covers = glob(name);
    return many.flatMap((each) => (covers(each.caller.arn) ? { name, classes: [each] } : []));
  });
}

const isPatternOfArns = ({ key, operator }: Condition) =>
  key.toLowerCase() === 'aws:principalarn' && /ArnLike|ArnEquals|StringLike/.test(operator);

const UNDECIDED = {
  administer: 'allowed',
  own: 'allowed',
  use: 'allowed',
  conditions: 'as far as could be decided',
} as const;

/** A rise with what is known of its requests. */
type Grant = Rise & { readonly region: Region };

const isGrant = (rise: Rise): rise is Grant => rise.region !== undefined;

/** Undefined where there are too many cases: of a rise that is left over it is not known for whom it is. */
function grantedBy(policy: Policy): { readonly world: World; readonly rises: readonly Grant[] } | undefined {
  return unlessTooMany(() => {
    const world = worldOf({ baseline: { ...policy, statements: [] }, candidate: policy }, new Budget(STEPS));
    const rises = risesTo('candidate', world, new Budget(STEPS));
    return rises.every(isGrant) ? { world, rises } : undefined;
  });
}

const mayAnything = ({ administer, own, use }: Capability) =>
  [administer, own, use].some((level) => level !== 'denied');

type Subject = { readonly name: string; readonly classes: readonly CallerClass[] };

/** In the order of the statements. */
function principalsOf(policy: Policy, all: readonly CallerClass[]): ReadonlyMap<string, Subject> {
  const principals = policy.statements.flatMap(({ principals: { negated, any } }): readonly Principal[] =>
    negated ? [{ kind: 'anyone' }, ...any] : any,
  );
  const subjects = principals.flatMap((principal) => subjectOf(principal, all) ?? []);
  return new Map(subjects.map((subject) => [subject.name, subject]));
}

/** The accounts, roles and users that a policy names anywhere. */
function alsoNamed(all: readonly CallerClass[]): ReadonlyMap<string, Subject> {
  const named = new Map<string, CallerClass[]>();
  const add = (name: string, each: CallerClass) => {
    const known = named.get(name);
    if (known === undefined) named.set(name, [each]);
    else known.push(each);
  };
  for (const each of all) {
    const { account, arn, kind } = each.caller;
    if (each.named && (kind === 'role' || kind === 'user')) add(arn, each);
    else if (each.knownAccount && isOfAccount(each)) add(String(account), each);
  }
  return new Map([...named].map(([name, classes]) => [name, { name, classes }]));
}

function subjectOf(principal: Principal, all: readonly CallerClass[]): Subject | undefined {
  switch (principal.kind) {
    case 'anyone':
      return { name: '*', classes: all.filter(({ named, knownAccount }) => !named && !knownAccount) };
    case 'account':
      return { name: principal.account, classes: inAccount(principal.account, all) };
    case 'service':
      return {
        name: principal.service,
        classes: all.filter(({ caller }) => caller.arn === principal.service.toLowerCase()),
      };
    case 'federated':
      return {
        name: principal.provider,
        classes: all.filter(({ caller }) => caller.arn === principal.provider),
      };
    case 'canonical-user':
    case 'unique-id':
      return undefined;
    default:
      return { name: principal.arn, classes: all.filter(({ caller }) => caller.arn === principal.arn) };
  }
}

const isOfAccount = ({ caller, named }: CallerClass) => !named || caller.kind === 'root';

/** The callers that an account stands for: its root user, and whoever of it no policy names. */
function inAccount(account: string, all: readonly CallerClass[]): readonly CallerClass[] {
  return all.filter((each) => each.caller.account === account && isOfAccount(each));
}

const LEVELS: readonly Level[] = ['denied', 'delegated', 'allowed'];

function capability(
  principal: string,
  classes: readonly CallerClass[],
  risesFor: (classes: readonly CallerClass[]) => readonly Grant[],
  world: World,
  duties: Duties,
): Capability {
  const mine = risesFor(classes);
  // An account stands for everyone in it; its root user counts where nobody else of it is let in.
  const others = risesFor(classes.filter(({ caller }) => caller.kind !== 'root'));
  const own = others.length > 0 ? others : mine;
  const most = (duty: ReadonlySet<string>) =>
    LEVELS[
      own
        .filter(({ actions }) => actions.actions.some((action) => duty.has(action)))
        .reduce((level, rise) => Math.max(level, levelOf(rise)), 0)
    ] as Level;
  const conditions = new Set(own.map((rise) => when(rise, world)).filter((text) => text !== ''));
  if (mine.length > 0 && others.length === 0) conditions.add('the root user alone');
  const isLetIn = (each: CallerClass) => risesFor([each]).length > 0;
  const some = classes.filter((each) => each.caller.kind !== 'root' && isLetIn(each));
  const none = classes.filter((each) => each.caller.kind === some[0]?.caller.kind && !isLetIn(each));
  if (some[0] && none.length > 0) conditions.add(`some only, such as ${describeCaller(some[0].caller)}`);
  return {
    principal,
    administer: most(duties.administer),
    own: most(duties.own),
    use: most(duties.use),
    ...(conditions.size > 0 ? { conditions: [...conditions].join('; ') } : {}),
  };
}

/** As a place among LEVELS. */
function levelOf({ callers, clause }: Rise): number {
  return callers.reaches.find((reach) => reach.clause === clause)?.level ?? 0;
}

function when({ region, clause, callers, actions }: Grant, world: World): string {
  const start = world.dimensions.start(actions.actions[0] as string, false);
  return describeWhen(region, start, clause, callers.classes, world.dimensions);
}
