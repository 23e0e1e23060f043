import { ADMINISTER_ACTIONS, OWN_ACTIONS, USE_ACTIONS } from './actions.ts';
import type { Level, Policy, Principal } from './policy.ts';
import { Budget } from './symbolic/budget.ts';
import type { CallerClass } from './symbolic/caller-class.ts';
import { type Rise, risesTo } from './symbolic/rises.ts';
import { describeWhen } from './symbolic/words.ts';
import { type World, worldOf } from './symbolic/world.ts';

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

/** How much work may be spent, in steps: some 100 ms. */
const STEPS = 300_000;

/**
 * Each principal that a policy names, in statements or by a whole name in conditions, against administer, own and use,
 * directly (`allowed`) or through IAM (`delegated`). Found by comparing the policy with one that grants nothing, so a
 * Deny counts for what it takes away. What cannot be decided counts as access.
 */
export function whoCan(policy: Policy): readonly Capability[] {
  const nothing: Policy = { ...policy, statements: [] };
  const world = worldOf({ baseline: nothing, candidate: policy }, new Budget(STEPS));
  const rises = risesTo('candidate', world, new Budget(STEPS));
  return subjectsOf(policy, world).map(({ name, classes }) => capability(name, classes, rises, world));
}

type Subject = { readonly name: string; readonly classes: readonly CallerClass[] };

/** Principals in the order of the statements, then the callers that conditions alone name. */
function subjectsOf(policy: Policy, world: World): readonly Subject[] {
  const all = world.callers.flatMap(({ classes }) => classes);
  const principals = policy.statements.flatMap(({ principals: { negated, any } }): readonly Principal[] =>
    negated ? [{ kind: 'anyone' }, ...any] : any,
  );
  const subjects = new Map<string, Subject>();
  for (const subject of principals.flatMap((principal) => subjectOf(principal, all) ?? [])) {
    subjects.set(subject.name, subject);
  }
  for (const each of all) {
    const { kind, arn } = each.caller;
    if (each.named && (kind === 'role' || kind === 'user') && !subjects.has(arn)) {
      subjects.set(arn, { name: arn, classes: [each] });
    }
  }
  return [...subjects.values()];
}

function subjectOf(principal: Principal, all: readonly CallerClass[]): Subject | undefined {
  switch (principal.kind) {
    case 'anyone':
      return { name: '*', classes: all.filter(({ named }) => !named) };
    case 'account': {
      const own = all.filter(({ caller }) => caller.account === principal.account);
      return {
        name: principal.account,
        classes: own.filter(({ named, caller }) => !named || caller.kind === 'root'),
      };
    }
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

const RANK: readonly Level[] = ['denied', 'delegated', 'allowed'];

function capability(
  principal: string,
  classes: readonly CallerClass[],
  rises: readonly Rise[],
  world: World,
): Capability {
  const members = new Set(classes);
  const mine = rises.filter(({ callers }) => callers.classes.some((each) => members.has(each)));
  // An account stands for everyone in it; its root user counts where nobody else of it is let in.
  const others = mine.filter(({ callers }) =>
    callers.classes.some((each) => members.has(each) && each.caller.kind !== 'root'),
  );
  const own = others.length > 0 ? others : mine;
  const most = (duty: ReadonlySet<string>) =>
    own
      .filter(({ actions }) => actions.actions.some((action) => duty.has(action)))
      .reduce<Level>((level, rise) => higher(level, levelOf(rise)), 'denied');
  const conditions = new Set(own.map((rise) => when(rise, world)).filter((text) => text !== ''));
  return {
    principal,
    administer: most(ADMINISTER_ACTIONS),
    own: most(OWN_ACTIONS),
    use: most(USE_ACTIONS),
    ...(conditions.size > 0 ? { conditions: [...conditions].join('; ') } : {}),
  };
}

function levelOf({ callers, clause }: Rise): Level {
  return RANK[callers.reaches.find((reach) => reach.clause === clause)?.level ?? 0] as Level;
}

function when({ region, clause, callers, actions }: Rise, world: World): string {
  if (region === undefined) {
    return 'as far as could be decided';
  }
  const start = world.dimensions.start(actions.actions[0] as string, false);
  return describeWhen(region, start, clause, callers.classes, world.dimensions);
}

function higher(one: Level, other: Level): Level {
  return RANK.indexOf(one) >= RANK.indexOf(other) ? one : other;
}
