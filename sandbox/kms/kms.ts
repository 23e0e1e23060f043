import type { Caller } from '../caller.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import { authorize } from './authorize.ts';
import { type CloudTrailRecord, recordOf, serviceRecordOf } from './cloudtrail.ts';
import { KmsError, notFound } from './errors.ts';
import { type Json, requiredText, text } from './input.ts';
import type { Key } from './key.ts';
import type { Made, Operation, Scene } from './operation.ts';
import { aliasOperations } from './operations/aliases.ts';
import { cryptographicOperations, keyOfCiphertext } from './operations/cryptography.ts';
import { deletionOperations } from './operations/deletion.ts';
import { grantOperations } from './operations/grants.ts';
import { importOperations } from './operations/import.ts';
import { keyOperations } from './operations/keys.ts';
import { policyOperations } from './operations/policy.ts';
import { replicaOperations } from './operations/replicas.ts';
import { rotationOperations } from './operations/rotation.ts';
import { tagOperations } from './operations/tags.ts';
import { requireState } from './states.ts';
import { Store } from './store.ts';

const operations: Readonly<Record<string, Operation>> = {
  ...aliasOperations,
  ...cryptographicOperations,
  ...deletionOperations,
  ...grantOperations,
  ...importOperations,
  ...keyOperations,
  ...policyOperations,
  ...replicaOperations,
  ...rotationOperations,
  ...tagOperations,
};

/** Who calls, and from where. */
export type From = {
  readonly caller: Caller;
  readonly region: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
};

export type KmsOptions = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of every mutating call, successful or refused, as CloudTrail is. */
  readonly record: (record: CloudTrailRecord) => void;
};

/** The KMS control plane, in memory: several accounts and Regions. */
export class Kms {
  readonly #store = new Store();
  readonly #options: KmsOptions;

  constructor(options: KmsOptions) {
    this.#options = options;
  }

  /** Makes one call. Throws what KMS would answer, as a `KmsError`. */
  call(name: string, input: Json, from: From): Json {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new KmsError('UnknownOperationException', '');
    this.#deleteWhatIsDue();
    const scene: Scene = {
      store: this.#store,
      caller: from.caller,
      region: from.region,
      now: this.#options.clock(),
      newId: () => this.#uuid(),
    };
    let key: Key | undefined;
    try {
      const made = this.#run(name, operation, input, scene, (found) => {
        key = found;
      });
      key ??= made.key;
      if (operation.mutates) this.#record(name, input, from, scene.now, key, made.output);
      return made.output;
    } catch (error) {
      if (error instanceof KmsError && operation.mutates)
        this.#record(name, input, from, scene.now, key, null, { code: error.code, message: error.message });
      throw error;
    }
  }

  /** Destroys the keys whose waiting period is over, each with its service event. */
  #deleteWhatIsDue(): void {
    const now = this.#options.clock();
    for (const key of this.#store.all()) {
      if (key.deletionDate === undefined || key.deletionDate > now) continue;
      this.#store.remove(key);
      this.#options.record(serviceRecordOf('DeleteKey', key, now, this.#uuid()));
    }
  }

  #run(name: string, operation: Operation, input: Json, scene: Scene, about: (key: Key) => void): Made {
    if (operation.on === undefined) return operation.run(input, scene);
    const { caller, region } = scene;
    const id =
      text(input, operation.on) ??
      (name === 'Decrypt' ? keyOfCiphertext(input) : requiredText(input, operation.on));
    const key = this.#store.find(id, caller.account, region);
    about(key);
    // Which keys exist in another account is no stranger's business: without permission, it is AccessDenied.
    authorize(name, key, caller);
    if (key.account !== caller.account && ownAccountOnly.has(name)) throw notFound(`Key '${id}'`);
    requireState(name, key);
    return { output: operation.run(key, input, scene), key };
  }

  #record(
    operation: string,
    input: Json,
    { caller, region, sourceIp, userAgent }: From,
    at: number,
    key: Key | undefined,
    output: Json | null,
    error?: { readonly code: string; readonly message: string },
  ): void {
    const ids = { event: this.#uuid(), request: this.#uuid() };
    this.#options.record(
      recordOf({
        operation,
        input,
        output,
        caller,
        region,
        at,
        ids,
        ...(key && { key }),
        ...(error && { error }),
        ...(sourceIp === undefined ? {} : { sourceIp }),
        ...(userAgent === undefined ? {} : { userAgent }),
      }),
    );
  }

  #uuid(): string {
    const hex = Buffer.from(this.#options.random(16)).toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }
}

/** Operations that KMS answers for keys of the caller's own account only. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html */
const ownAccountOnly = new Set([
  'PutKeyPolicy',
  'GetKeyPolicy',
  'ScheduleKeyDeletion',
  'CancelKeyDeletion',
  'EnableKey',
  'DisableKey',
  'EnableKeyRotation',
  'DisableKeyRotation',
  'TagResource',
  'UntagResource',
  'UpdateKeyDescription',
  'GetParametersForImport',
  'ImportKeyMaterial',
  'DeleteImportedKeyMaterial',
  'ReplicateKey',
  'CreateAlias',
  'UpdateAlias',
]);
