import {
  CreateGrantCommand,
  type CreateGrantCommandInput,
  DeleteAliasCommand,
  DisableKeyRotationCommand,
  DisconnectCustomKeyStoreCommand,
  type KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { createCloudTrail } from '../../shared/aws/cloudtrail.ts';
import { environmentCredentials } from '../../shared/aws/credentials.ts';
import { createEc2 } from '../../shared/aws/ec2.ts';
import { settingsFor } from '../../shared/aws/settings.ts';
import type { UndoStep } from '../../shared/remediation/undo.ts';
import { aliasWard } from '../../shared/wards/alias.ts';
import { keyWard } from '../../shared/wards/key.ts';
import { keyStoreWard } from '../../shared/wards/key-store.ts';
import { trailWard } from '../../shared/wards/trail.ts';
import { vpcEndpointWard } from '../../shared/wards/vpc-endpoint.ts';
import type { Ward } from '../../shared/wards/ward.ts';
import type { Connection } from '../operate/connection.ts';
import type { NamedThing } from '../operate/thing.ts';

/** The thing was changed in the moment before a step: AWS had nothing left to do. */
export class StepNotTaken extends Error {
  readonly code = 'STEP_NOT_TAKEN';
  constructor(why: string) {
    super(`It was changed by somebody else just now. ${why}`);
    this.name = 'StepNotTaken';
  }
}

type Edges = Pick<Connection, 'clients' | 'environment'>;

/**
 * Takes one step of an undo, with the credentials of the person. What only an undo does is called here, and not in a ward:
 * no role of the guardian may do it.
 *
 * @throws what AWS answers
 */
export async function takeUndo(step: UndoStep, thing: NamedThing, edges: Edges): Promise<void> {
  const { arn: KeyId, region } = thing;
  const kms = edges.clients.kms(region);
  switch (step.kind) {
    case 'schedule-key-deletion': {
      const PendingWindowInDays = step.windowInDays;
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
      return;
    }
    case 'disable-key-rotation':
      await kms.send(new DisableKeyRotationCommand({ KeyId }));
      return;
    case 'create-grant':
      return createGrant(kms, KeyId, step.grant);
    case 'delete-alias':
      await kms.send(new DeleteAliasCommand({ AliasName: step.alias }));
      return;
    case 'disconnect-key-store':
      await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: step.keyStoreId }));
      return;
    case 'stop-logging':
      return stopLogging(thing, edges);
    default: {
      const taken = await wardOf(thing.scope, edges).take(step, thing);
      if (taken.outcome === 'skipped') throw new StepNotTaken(taken.why);
    }
  }
}

/** The guardian's own steps are taken as the guardian takes them. */
function wardOf(scope: NamedThing['scope'], { clients, environment }: Edges): Ward {
  switch (scope) {
    case 'key':
      return keyWard(clients.kms);
    case 'alias':
      return aliasWard(clients.kms);
    case 'key-store':
      return keyStoreWard(clients.kms);
    case 'trail':
      return trailWard(createCloudTrail(environment));
    case 'vpc-endpoint':
      return vpcEndpointWard(createEc2(environment));
  }
}

type GrantGiven = Extract<UndoStep, { readonly kind: 'create-grant' }>['grant'];

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html */
async function createGrant(kms: KMSClient, KeyId: string, grant: GrantGiven): Promise<void> {
  const { grantee, retiring, operations, constraints } = grant;
  const { encryptionContextEquals, encryptionContextSubset, sourceArn } = constraints ?? {};
  const request: CreateGrantCommandInput = {
    KeyId,
    ...(isService(grantee) ? { GranteeServicePrincipal: grantee } : { GranteePrincipal: grantee }),
    ...(retiring === undefined
      ? {}
      : isService(retiring)
        ? { RetiringServicePrincipal: retiring }
        : { RetiringPrincipal: retiring }),
    // As KMS spelled them in the record of the grant that was revoked.
    Operations: [...operations] as NonNullable<CreateGrantCommandInput['Operations']>,
    ...(constraints && {
      Constraints: {
        ...(encryptionContextEquals && { EncryptionContextEquals: { ...encryptionContextEquals } }),
        ...(encryptionContextSubset && { EncryptionContextSubset: { ...encryptionContextSubset } }),
        ...(sourceArn && { SourceArn: sourceArn }),
      },
    }),
  };
  await kms.send(new CreateGrantCommand(request));
}

const isService = (principal: string) => /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(principal);

async function stopLogging({ arn, region }: NamedThing, { environment }: Edges): Promise<void> {
  const { CloudTrailClient, StopLoggingCommand } = await import('@aws-sdk/client-cloudtrail');
  const credentials = environmentCredentials(environment);
  const client = new CloudTrailClient({ ...settingsFor(environment)('CLOUDTRAIL'), region, credentials });
  await client.send(new StopLoggingCommand({ Name: arn }));
  client.destroy();
}
