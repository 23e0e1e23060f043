import type { Governance, PrincipalPattern, Roles, Standard } from '../shared/standard/standard.ts';
import type { Caller } from './caller.ts';
import type { RandomBytes } from './clock.ts';
import { randomLetters } from './identifiers.ts';

/** The account that is not ours. */
export const OUTSIDE_ACCOUNT = '444455556666';

const singular: Readonly<Record<keyof Roles, string>> = {
  administrators: 'administrator',
  owners: 'owner',
  users: 'user',
  guardian: 'guardian',
  pipelines: 'pipeline',
};

/** Who may be a caller: a role, a user or an account's root user. */
const callerArn = /^arn:(aws|aws-cn|aws-us-gov):iam::(\d{12}):(root|(?:role|user)\/[\w+=,.@/-]{1,512})$/;

/** An ARN that names nobody who could call. */
export class InvalidCaller extends Error {
  readonly code = 'INVALID_CALLER';
  constructor(arn: unknown) {
    super(
      `${JSON.stringify(arn)} is no caller. Give the ARN of a role, a user or a root user, such as arn:aws:iam::111122223333:role/KeyOwner.`,
    );
    this.name = 'InvalidCaller';
  }
}

/** Everybody who has an access key here. */
export class Callers {
  readonly #known = new Map<string, Caller>();
  readonly #random: RandomBytes;

  constructor(random: RandomBytes) {
    this.#random = random;
  }

  /** Gives access keys to a principal; those of an assumed role start with `ASIA`, others with `AKIA`. */
  add(arn: unknown, session?: string): Caller {
    const [, , account, resource] = (typeof arn === 'string' && callerArn.exec(arn)) || [];
    if (typeof arn !== 'string' || !account || !resource) throw new InvalidCaller(arn);
    const role = resource.startsWith('role/');
    const caller: Caller = {
      accessKeyId: `${role ? 'ASIA' : 'AKIA'}${randomLetters(this.#random, 16)}`,
      secretAccessKey: randomLetters(this.#random, 40),
      account,
      arn,
      ...(role ? { session: session ?? 'sandbox' } : {}),
    };
    this.#known.set(caller.accessKeyId, caller);
    return caller;
  }

  find(accessKeyId: string): Caller | undefined {
    return this.#known.get(accessKeyId);
  }

  get accounts(): readonly string[] {
    return [...new Set([...this.#known.values()].map(({ account }) => account))];
  }

  /** One caller for each role of the standard, the account's root user, and somebody of another account. */
  addThoseOf(standard: Standard, account: string): Readonly<Record<string, Caller>> {
    const callers: Record<string, Caller> = {};
    for (const { name, arn } of rolesOf(standard.defaults, account)) callers[name] = this.add(arn);
    callers.root = this.add(`arn:aws:iam::${account}:root`);
    callers.outsider = this.add(`arn:aws:iam::${OUTSIDE_ACCOUNT}:role/Outsider`);
    return callers;
  }
}

function rolesOf({ roles }: Governance, account: string): readonly { name: string; arn: string }[] {
  return (Object.keys(singular) as (keyof Roles)[]).flatMap((role) => {
    const pattern = roles[role][0];
    return pattern === undefined
      ? []
      : { name: singular[role], arn: principalFor(pattern, singular[role], account) };
  });
}

/** A principal that a pattern of the standard names: what a wildcard leaves open is called by the role's word. */
function principalFor(pattern: PrincipalPattern, word: string, account: string): string {
  const full = pattern.startsWith('arn:') ? pattern : `arn:aws:iam::${account}:${pattern}`;
  return full.replaceAll('*', word).replaceAll('?', 'x');
}
