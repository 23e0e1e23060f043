import { ConnectCustomKeyStoreCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { Change } from '../events/change.ts';
import { partitionOf } from '../events/partition.ts';
import { readKeyStore } from '../keys/read-key-store.ts';
import { adoptedKeyStore } from '../remediation/adopt-key-store.ts';
import { keyStoreSteps } from '../remediation/key-store-steps.ts';
import { keyStoreStateFor } from '../remediation/state-for.ts';
import type { Step, Taken } from '../remediation/step.ts';
import { classOf } from '../standard/match.ts';
import { NoSuchStep } from './no-such-step.ts';
import type { Thing, Ward } from './ward.ts';

/**
 * Looks after custom key stores. A key store has neither tags nor aliases that a class could go by, so its class is one
 * that asks for neither: by account and Region, or the default. That its keys are `Unavailable` while it is not connected
 * is told of the store, once, and not of each key.
 */
export function keyStoreWard(kms: (region: string) => KMSClient): Ward<'key-store'> {
  return {
    scope: 'key-store',
    find,
    read: (thing) => readKeyStore(kms(thing.region), { ...thing, id: idOf(thing) }),
    classOf: (standard, { account, region }) => classOf(standard, { account, region, tags: {}, aliases: [] }),
    adopt: adoptedKeyStore,
    stateFor: keyStoreStateFor,
    stepsFor: keyStoreSteps,
    take: (step, { region }) => take(kms(region), step),
  };
}

function find(change: Change): readonly Thing[] {
  switch (change.operation) {
    case 'CreateCustomKeyStore':
    case 'ConnectCustomKeyStore':
    case 'DisconnectCustomKeyStore':
    case 'UpdateCustomKeyStore':
    case 'DeleteCustomKeyStore': {
      const { account, region, details } = change;
      return details.keyStoreId === undefined
        ? []
        : [{ arn: arnOf(details.keyStoreId, change), account, region }];
    }
    default:
      return [];
  }
}

/**
 * AWS gives a key store no ARN, only an ID; the ledger and the messages name everything by one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
function arnOf(id: string, { region, account }: Pick<Change, 'region' | 'account'>): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:custom-key-store/${id}`;
}

const idOf = ({ arn }: Thing) => arn.slice(arn.lastIndexOf('/') + 1);

/** KMS takes up to 20 minutes to connect, and tells only afterwards whether it could. */
async function take(kms: KMSClient, step: Step): Promise<Taken> {
  if (step.kind !== 'connect-key-store') throw new NoSuchStep(step.kind, 'a key store');
  await kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: step.keyStoreId }));
  return { outcome: 'done' };
}
