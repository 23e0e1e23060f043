import type { From } from '../caller.ts';
import type { Clock, RandomBytes } from '../clock.ts';
import type { CloudTrailRecord } from '../cloudtrail-record.ts';
import { uniqueId, uuid } from '../identifiers.ts';
import { authorize } from './authorize.ts';
import { recordOf } from './cloudtrail.ts';
import { KmsError, notFound } from './errors.ts';
import { type Json, requiredText, text } from './input.ts';
import type { CallIds, Key } from './key.ts';
import { passTime } from './lifetime.ts';
import type { Made, Operation, Scene } from './operation.ts';
import { aliasOperations } from './operations/aliases.ts';
import { cryptographicOperations, isUse, keyOfCiphertext } from './operations/cryptography.ts';
import { deletionOperations } from './operations/deletion.ts';
import { grantOperations } from './operations/grants.ts';
import { importOperations } from './operations/import.ts';
import { keyOperations } from './operations/keys.ts';
import { policyOperations } from './operations/policy.ts';
import { replicaOperations } from './operations/replicas.ts';
import { rotationOperations } from './operations/rotation.ts';
import { storeOperations } from './operations/stores.ts';
import { tagOperations } from './operations/tags.ts';
import { mapPrincipals, reversePrincipals } from './principals.ts';
import { crossesAccounts, takesAlias } from './reach.ts';
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
  ...storeOperations,
  ...tagOperations,
};

export type KmsOptions = {
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of every mutating call, successful or refused, as CloudTrail is. */
  readonly record: (record: CloudTrailRecord) => void;
  /** Records calls that only read as well. */
  readonly recordReads?: boolean;
  /** GetKeyPolicy answers lists of principals in another order, as KMS may. */
  readonly reorderPrincipals?: boolean;
};

/** The KMS control plane, in memory: several accounts and Regions. */
export class Kms {
  readonly #store = new Store();
  readonly #options: KmsOptions;
  readonly #deletedPrincipals = new Set<string>();

  constructor(options: KmsOptions) {
    this.#options = options;
  }

  /** Makes one call. Throws what KMS would answer, as a `KmsError`. */
  call(name: string, input: Json, from: From): Json {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) throw new KmsError('UnknownOperationException', '');
    this.tick();
    const scene: Scene = {
      store: this.#store,
      caller: from.caller,
      region: from.region,
      now: this.#options.clock(),
      newId: () => uuid(this.#options.random),
      deletedPrincipals: this.#deletedPrincipals,
    };
    const recorded = operation.mutates || this.#options.recordReads === true;
    const call = { name, input, from, at: scene.now, readOnly: !operation.mutates };
    let key: Key | undefined;
    try {
      const made = this.#run(name, operation, input, scene, (found) => {
        key = found;
      });
      key ??= made.key;
      const ids = this.#newIds();
      if (key && isUse(name)) key.lastUse = { operation: name, at: scene.now, ids };
      if (recorded) this.#record({ ...call, ids }, key, made.output);
      return made.output;
    } catch (error) {
      if (error instanceof KmsError && recorded)
        this.#record({ ...call, ids: this.#newIds() }, key, null, {
          code: error.code,
          message: error.message,
        });
      throw error;
    }
  }

  /** Does what has come due by the clock: deletions, rotations, expiries. Every call does so first. */
  tick(): void {
    const { clock, random, record } = this.#options;
    passTime(this.#store, clock(), () => uuid(random), record);
  }

  /** A role or user is deleted: policies that name it now show its unique ID, and no new one may name it. */
  deletePrincipal(arn: string): void {
    this.#deletedPrincipals.add(arn);
    for (const key of this.#store.all())
      key.policy = mapPrincipals(key.policy, (principal) => (principal === arn ? uniqueId(arn) : principal));
  }

  /** What is behind a key store stops working: KMS cannot connect it any more, by this code. */
  breakKeyStore(id: string, error: string): void {
    const keyStore = this.#store.keyStores.get(id);
    if (keyStore) keyStore.fault = error;
  }

  #run(name: string, operation: Operation, input: Json, scene: Scene, about: (key: Key) => void): Made {
    if (operation.on === undefined) return operation.run(input, scene);
    const { caller, region } = scene;
    const id =
      text(input, operation.on) ??
      (name === 'Decrypt' ? keyOfCiphertext(input) : requiredText(input, operation.on));
    const key = this.#store.find(id, caller.account, region, takesAlias(name));
    about(key);
    // Which keys exist in another account is no stranger's business: without permission, it is AccessDenied.
    authorize(name, key, caller, input);
    if (key.account !== caller.account && !crossesAccounts(name)) throw notFound(`Key '${id}'`);
    requireState(name, key);
    const output = operation.run(key, input, scene);
    return { output: name === 'GetKeyPolicy' ? this.#shown(output) : output, key };
  }

  #shown(output: Json): Json {
    const policy = text(output, 'Policy');
    if (this.#options.reorderPrincipals !== true || policy === undefined) return output;
    return { ...output, Policy: reversePrincipals(policy) };
  }

  #newIds(): CallIds {
    const { random } = this.#options;
    return { event: uuid(random), request: uuid(random) };
  }

  #record(
    { name, input, from, at, readOnly, ids }: Call,
    key: Key | undefined,
    output: Json | null,
    error?: { readonly code: string; readonly message: string },
  ): void {
    this.#options.record(
      recordOf({
        operation: name,
        input,
        output,
        at,
        readOnly,
        ids,
        ...from,
        ...(key && { key }),
        ...(error && { error }),
      }),
    );
  }
}

/** A call as its record needs it. */
type Call = {
  readonly name: string;
  readonly input: Json;
  readonly from: From;
  readonly at: number;
  readonly readOnly: boolean;
  readonly ids: CallIds;
};
