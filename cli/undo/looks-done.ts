import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import { createCloudTrail } from '../../shared/aws/cloudtrail.ts';
import { createEc2 } from '../../shared/aws/ec2.ts';
import { readTags } from '../../shared/keys/read.ts';
import { readAlias } from '../../shared/keys/read-alias.ts';
import { readGrants } from '../../shared/keys/read-grants.ts';
import { readKeyStore } from '../../shared/keys/read-key-store.ts';
import { readTrail } from '../../shared/perimeter/read-trail.ts';
import { readEndpoint } from '../../shared/perimeter/read-vpc-endpoint.ts';
import { trailNamed } from '../../shared/perimeter/trail-arn.ts';
import { aliasState, grantState, keyStoreState, policyState } from '../../shared/remediation/states.ts';
import type { UndoStep } from '../../shared/remediation/undo.ts';
import { tagIn } from '../../shared/rules/counting-tags.ts';
import type { Connection } from '../operate/connection.ts';
import type { NamedThing } from '../operate/thing.ts';

/**
 * Whether a thing looks as a step leaves it. Only what the step is about is read: who may do the one thing may not
 * look at everything.
 *
 * @throws what AWS answers
 */
export async function looksDone(
  step: UndoStep,
  thing: NamedThing,
  { clients, environment }: Pick<Connection, 'clients' | 'environment'>,
): Promise<boolean> {
  const { arn, region } = thing;
  const kms = clients.kms(region);
  const target = async () => aliasState((await readAlias(kms, thing)).target);
  const connection = async (id: string) =>
    keyStoreState((await readKeyStore(kms, { ...thing, id })).connection);
  const readThisTrail = async (name: string) => {
    const trail = trailNamed(arn, thing) ?? { ...thing, name };
    return readTrail(await createCloudTrail(environment)(region), trail);
  };
  switch (step.kind) {
    case 'put-key-policy': {
      const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }));
      return policyState(Policy) === policyState(step.policy);
    }
    case 'cancel-key-deletion':
      return !isPending(await stateOf(kms, arn));
    case 'schedule-key-deletion':
      return isPending(await stateOf(kms, arn));
    case 'enable-key':
      return (await stateOf(kms, arn)) === 'Enabled';
    case 'disable-key':
      return (await stateOf(kms, arn)) === 'Disabled';
    case 'enable-key-rotation': {
      const { KeyRotationEnabled: enabled, RotationPeriodInDays: period } = await rotationOf(kms, arn);
      return enabled === true && period === step.periodInDays;
    }
    case 'disable-key-rotation':
      return (await rotationOf(kms, arn)).KeyRotationEnabled !== true;
    case 'revoke-grant':
      return !(await grantsOf(kms, arn)).some(({ id }) => id === step.grantId);
    case 'create-grant':
      return (await grantsOf(kms, arn)).some((grant) => grantState(grant) === grantState(step.grant));
    case 'update-alias':
    case 'create-alias':
      return (await target()) === step.target;
    case 'delete-alias':
      return (await target()) === aliasState(undefined);
    case 'tag-key': {
      const tags = await readTags(kms, arn);
      return Object.entries(step.tags).every(([key, value]) => tagIn(tags, key) === value);
    }
    case 'untag-key': {
      const tags = await readTags(kms, arn);
      return step.tagKeys.every((key) => tagIn(tags, key) === undefined);
    }
    case 'connect-key-store':
      return (await connection(step.keyStoreId)) === 'CONNECTED';
    case 'disconnect-key-store':
      return (await connection(step.keyStoreId)) === 'DISCONNECTED';
    case 'put-endpoint-policy': {
      const { policy } = await readEndpoint(await createEc2(environment)(region), thing);
      return policyState(policy) === policyState(step.policy);
    }
    case 'start-logging':
      return (await readThisTrail(step.trail)).state === 'logging';
    case 'stop-logging':
      return (await readThisTrail(step.trail)).state !== 'logging';
    case 'put-event-selectors':
      return JSON.stringify((await readThisTrail(step.trail)).selectors) === JSON.stringify(step.selectors);
  }
}

const isPending = (state: string | undefined) =>
  state === 'PendingDeletion' || state === 'PendingReplicaDeletion';

async function stateOf(kms: KMSClient, KeyId: string): Promise<string | undefined> {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
}

const rotationOf = (kms: KMSClient, KeyId: string) => kms.send(new GetKeyRotationStatusCommand({ KeyId }));

/** Not all grants could be read: whether one is among them is not known. */
export class GrantsNotRead extends Error {
  readonly code = 'GRANTS_NOT_READ';
  constructor(why: string) {
    super(`Whether the grant is there cannot be told: ${why}. Nothing was changed.`);
    this.name = 'GrantsNotRead';
  }
}

async function grantsOf(kms: KMSClient, arn: string) {
  const { grants = [], grantsCut } = await readGrants(kms, arn);
  if (grantsCut !== undefined) throw new GrantsNotRead(grantsCut);
  return grants;
}
