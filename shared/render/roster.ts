import type { Governance, PrincipalPattern } from '../standard/standard.ts';
import { coversAll, foreignAccount, isWild, own, type Place } from './arns.ts';
import { RenderError } from './render-error.ts';

type Patterns = readonly PrincipalPattern[];

/** Who does what to the keys of one account, as a key policy can say it. */
export type Roster = {
  readonly administrators: Patterns;
  readonly owners: Patterns;
  readonly pipelines: Patterns;
  readonly guardian: Patterns;
  readonly users: Patterns;
  /** Those of `deletion.allowedTo` who manage the key at all. */
  readonly deleters: Patterns;
  /** Users of other accounts: of trusted ones, and of any account but in a trusted organization. */
  readonly outside: { readonly trusted: Patterns; readonly inOrganization: Patterns };
  readonly notes: readonly string[];
};

/**
 * Reads who is who for the keys of one account. Principals of other accounts can only be users, because KMS takes no
 * management from them, and only those that `trust` lets in.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 * @throws RenderError `CONTRADICTION` where a user has another duty, too: separation of duties forbids it
 */
export function rosterOf({ roles, trust, deletion }: Governance, place: Place): Roster {
  const notes: string[] = [];
  const within = (duty: string, patterns: Patterns, why: string) => {
    const all = own(patterns, place);
    const away = all.filter((each) => foreignAccount(each) !== undefined);
    if (away.length > 0) notes.push(`Left out of the ${duty}: ${away.join(', ')}. ${why}`);
    return all.filter((each) => !away.includes(each));
  };
  const uses = 'KMS lets principals of other accounts use a key, and not manage it.';
  const administrators = within('administrators', roles.administrators, uses);
  const owners = within('owners', roles.owners, uses);
  const pipelines = within('pipelines', roles.pipelines, uses);
  const guardian = within('guardian', roles.guardian, uses);
  const users = own(roles.users, place);
  const inside = users.filter((each) => foreignAccount(each) === undefined);
  const foreign = users.filter((each) => !inside.includes(each));
  const trusted = foreign.filter((each) => trust.accounts.includes(foreignAccount(each) ?? ''));
  const others = foreign.filter((each) => !trusted.includes(each));
  const inOrganization = trust.organizations.length > 0 ? others : [];
  if (others.length > inOrganization.length) {
    notes.push(`Left out of the users: ${others.join(', ')}. trust.accounts does not name their accounts.`);
  }
  const managers = { administrators, owners, pipelines, guardian };
  refuseContradictions(inside, managers);
  const deleters = common(own(deletion.allowedTo, place), [...administrators, ...pipelines]);
  const idle = own(deletion.allowedTo, place).filter(
    (each) => !deleters.some((who) => coversAll(each, who) || coversAll(who, each)),
  );
  if (idle.length > 0) {
    notes.push(
      `No deletion by ${idle.join(', ')}: deletion.allowedTo names them, and they are neither administrators nor pipelines.`,
    );
  }
  return { ...managers, users: inside, deleters, outside: { trusted, inOrganization }, notes };
}

/** Whom both lists name, as far as one pattern covers the other. */
function common(some: Patterns, others: Patterns): Patterns {
  const narrow = (these: Patterns, those: Patterns) =>
    these.filter((each) => those.some((wide) => coversAll(wide, each)));
  return [...new Set([...narrow(some, others), ...narrow(others, some)])];
}

/**
 * Where the patterns of users and managers only meet, the plainer name wins, and between two patterns the manager's:
 * `rivals` leaves them out of the other's statements. Where nobody would be left, the standard contradicts itself.
 */
function refuseContradictions(users: Patterns, managers: Readonly<Record<string, Patterns>>): void {
  for (const [duty, patterns] of Object.entries(managers)) {
    for (const user of users) {
      const clash = patterns.find(
        (manager) => coversAll(manager, user) && (isWild(user) || !isWild(manager) || duty === 'guardian'),
      );
      if (clash !== undefined) {
        throw new RenderError(
          'CONTRADICTION',
          `The standard has ${user} among the users, and ${clash} among the ${duty}: nobody both uses a key and manages it`,
          'take it out of one of the two',
        );
      }
    }
  }
}
