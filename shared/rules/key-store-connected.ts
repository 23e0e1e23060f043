import { describeActor } from '../events/describe-actor.ts';
import { connectionErrors } from './connection-errors.ts';
import type { Examples, Rule, Subject, Violation } from './rule.ts';
import { isSanctioned } from './sanctioned.ts';

export const keyStoreConnected: Rule<'key-store'> = {
  id: 'key-store-connected',
  title: 'A custom key store stays connected',
  severity: 'critical',
  area: 'deletion',
  duty: 'lifecycle',
  scope: 'key-store',
  rationale:
    'While a key store is not connected, none of its keys can be used: one call stops every workload whose data they protect, and disables no key.',
  fix: 'Connect the key store again, or let a pipeline disconnect it if that is meant.',
  controls: { nist: ['SC-12', 'SC-12(1)'] },
  check(subject) {
    const { snapshot, baseline, governance } = subject;
    const { connection } = snapshot;
    if (governance.keyStores.connected !== 'required') return [];
    // Approved as disconnected: by a pipeline, for as long as that stands.
    if (baseline?.connected === false || isSanctionedChange(subject)) return [];
    switch (connection) {
      case 'CONNECTED':
      case 'CONNECTING':
        return [];
      case 'FAILED':
        return [failed(subject)];
      case 'DELETED':
        return baseline === undefined ? [] : [deleted(subject)];
      case 'DISCONNECTED':
      case 'DISCONNECTING':
        return isBeingSetUp(subject) ? [] : [disconnected(subject)];
    }
  },
};

/** What a pipeline disconnects or deletes is meant to be so; that it fails to connect is not. */
function isSanctionedChange(subject: Subject<'key-store'>): boolean {
  const { change } = subject;
  const ends =
    change?.operation === 'DisconnectCustomKeyStore' || change?.operation === 'DeleteCustomKeyStore';
  return ends && isSanctioned(subject);
}

/** A new key store is not connected before somebody does so, and its settings may change until then. */
function isBeingSetUp({ baseline, change }: Subject<'key-store'>): boolean {
  return baseline === undefined && change !== undefined && change.operation !== 'DisconnectCustomKeyStore';
}

function disconnected({ snapshot, baseline, change }: Subject<'key-store'>): Violation {
  const byCall = change?.operation === 'DisconnectCustomKeyStore';
  return {
    message: byCall
      ? `${describeActor(change.actor)} disconnected the key store: none of its keys can be used.`
      : 'The key store is not connected: none of its keys can be used.',
    evidence: [`its connection is ${snapshot.connection}`, ...approvedBy(baseline)],
    // What was never known to be connected may be set up wrongly: a person connects it first.
    ...(byCall || baseline !== undefined ? { remedy: 'connect-key-store' } : {}),
  };
}

/** KMS refuses to connect it again before somebody has disconnected it and put right what is wrong. */
function failed({ snapshot: { error }, baseline }: Subject<'key-store'>): Violation {
  const why = (error && connectionErrors[error]) ?? 'KMS gives no reason that is known';
  return {
    message: `The key store could not be connected: ${why}. None of its keys can be used.`,
    evidence: [`KMS says: ${error ?? 'nothing'}`, ...approvedBy(baseline)],
    fix: 'Disconnect the key store, put right what KMS says is wrong, and connect it again; the guardian does not try by itself.',
  };
}

function deleted({ baseline, change }: Subject<'key-store'>): Violation {
  const by =
    change?.operation === 'DeleteCustomKeyStore'
      ? `${describeActor(change.actor)} deleted`
      : 'Somebody deleted';
  return {
    message: `${by} the key store. It held no key any more.`,
    evidence: approvedBy(baseline),
    fix: 'Create the key store again, if it is still meant to be there.',
  };
}

const approvedBy = (baseline: Subject<'key-store'>['baseline']) =>
  baseline === undefined ? [] : [`baseline version ${baseline.version} says it is connected`];

const disconnects = (by: string) => ({ operation: 'DisconnectCustomKeyStore', by });

export const examples: Examples<'key-store'> = {
  wrong: [
    {
      name: 'An administrator disconnects the key store',
      snapshot: { connection: 'DISCONNECTED' },
      change: disconnects('role/KeyAdministrator'),
    },
    {
      name: 'It is being disconnected, and nobody has approved it before',
      baseline: 'none',
      snapshot: { connection: 'DISCONNECTING' },
      change: disconnects('role/KeyOwner'),
    },
    { name: 'An audit finds it disconnected', snapshot: { connection: 'DISCONNECTED' } },
    {
      name: 'An audit finds one disconnected that nobody has approved',
      baseline: 'none',
      snapshot: { connection: 'DISCONNECTED' },
    },
    {
      name: 'It is disconnected, and a pipeline changes its settings',
      snapshot: { connection: 'DISCONNECTED' },
      change: { operation: 'UpdateCustomKeyStore', by: 'role/Deploy' },
    },
    {
      name: 'A pipeline connects it, and that fails',
      baseline: 'none',
      snapshot: { connection: 'FAILED', error: 'INVALID_CREDENTIALS' },
      change: { operation: 'ConnectCustomKeyStore', by: 'role/Deploy' },
    },
    {
      name: 'An administrator deletes it',
      snapshot: { connection: 'DELETED' },
      change: { operation: 'DeleteCustomKeyStore', by: 'role/KeyAdministrator' },
    },
  ],
  right: [
    { name: 'It is connected' },
    {
      name: 'It is being connected again',
      snapshot: { connection: 'CONNECTING' },
      change: disconnects('role/KeyAdministrator'),
    },
    {
      name: 'A pipeline disconnects it',
      snapshot: { connection: 'DISCONNECTED' },
      change: disconnects('role/Deploy'),
    },
    {
      name: 'It was approved as disconnected',
      snapshot: { connection: 'DISCONNECTED' },
      baseline: { connected: false },
    },
    {
      name: 'A new key store is not connected yet',
      baseline: 'none',
      snapshot: { connection: 'DISCONNECTED' },
      change: { operation: 'CreateCustomKeyStore', by: 'role/KeyAdministrator' },
    },
    {
      name: 'A pipeline deletes it',
      snapshot: { connection: 'DELETED' },
      change: { operation: 'DeleteCustomKeyStore', by: 'role/Deploy' },
    },
    {
      name: 'One is deleted that nobody has approved',
      baseline: 'none',
      snapshot: { connection: 'DELETED' },
      change: { operation: 'DeleteCustomKeyStore', by: 'role/KeyAdministrator' },
    },
    {
      name: 'The standard leaves it open',
      standard: 'keyStores: { connected: optional }',
      snapshot: { connection: 'DISCONNECTED' },
      change: disconnects('role/KeyAdministrator'),
    },
  ],
};
