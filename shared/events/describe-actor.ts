import type { Actor } from './actor.ts';

/** Names an actor for people: `role/Admin (session alice)`, `the root user of 111122223333`. */
export function describeActor({ kind, arn, account, session, service }: Actor): string {
  const name = /:(?:role|user|federated-user)\/.+$/.exec(arn ?? '')?.[0].slice(1);
  switch (kind) {
    case 'role':
      return `${name ?? 'A role'}${session === undefined ? '' : ` (session ${session})`}`;
    case 'user':
    case 'federated-user':
      return name ?? 'A user';
    case 'root':
      return `The root user of ${account ?? 'an unknown account'}`;
    case 'account':
      return `Somebody in account ${account ?? 'unknown'}`;
    case 'service':
      return session === undefined
        ? (service ?? 'An AWS service')
        : `${session}, through ${service ?? 'a service'}`;
    case 'unknown':
      return arn ?? 'Somebody CloudTrail does not name';
  }
}
