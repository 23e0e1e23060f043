import {
  ConnectCustomKeyStoreCommand,
  CreateCustomKeyStoreCommand,
  CreateKeyCommand,
  DeleteCustomKeyStoreCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeCustomKeyStoresCommand,
  DescribeKeyCommand,
  DisconnectCustomKeyStoreCommand,
  EnableKeyCommand,
  EncryptCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { account, approved, type Stage, startStage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

type Asked = { readonly [P in keyof Governance]?: Partial<Governance[P]> };

/** The example's standard, with this asked of every key. */
async function start(asked: Asked = {}): Promise<void> {
  stage = await startStage((standard) => ({
    ...standard,
    classes: [],
    defaults: {
      ...standard.defaults,
      ...Object.fromEntries(
        Object.entries(asked).map(([part, of]) => [
          part,
          { ...Object(standard.defaults[part as keyof Governance]), ...Object(of) },
        ]),
      ),
    },
  }));
}

/** The policy of the keys here, which does not let the guardian do this. */
const without = (action: string) =>
  document(
    governedPolicy(account).map((statement) =>
      statement.Sid === 'GuardianPutsRight'
        ? { ...statement, Action: (statement.Action as readonly string[]).filter((each) => each !== action) }
        : statement,
    ),
  );

const stateOf = async (KeyId: string) =>
  (await stage.as('pipeline').send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;
const rules = () => [...new Set(stage.findings().map(({ rule }) => rule))];
const messages = () => stage.findings().map(({ message }) => message);

const scheduleDeletion = async (KeyId: string, by = 'administrator') => {
  stage.told.length = 0;
  await stage.as(by).send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 }));
  await stage.sandbox.idle();
};

const use = (KeyId: string) =>
  stage.as('user').send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array([1]) }));

describe('a deletion by an administrator', () => {
  const asked = { deletion: { unusedForDays: 90 } };

  test('of a key that was used not long ago is cancelled, and told', async () => {
    await start(asked);
    const key = await stage.createKey();
    await use(key);
    await scheduleDeletion(key);
    expect(await stateOf(key)).toBe('Enabled');
    expect(rules()).toEqual(['key-in-use']);
    expect(messages()).toEqual([expect.stringMatching(/^The key was last used on .+ \(Encrypt\); /)]);
    expect(stage.outcomes()[0]).toBe('remediated');
    expect(stage.alerts()).toHaveLength(2);
  });

  test('of a key that nobody has used stands', async () => {
    await start(asked);
    const key = await stage.createKey();
    await scheduleDeletion(key);
    expect(await stateOf(key)).toBe('PendingDeletion');
    expect(stage.outcomes()).toEqual(['clean']);
  });

  test('of a key whose use the guardian may not ask for is cancelled, and why is said', async () => {
    await start(asked);
    const key = await stage.createKey('pipeline', without('kms:GetKeyLastUsage'));
    await scheduleDeletion(key);
    expect(await stateOf(key)).toBe('Enabled');
    expect(stage.findings()).toMatchObject([
      { rule: 'key-in-use', evidence: expect.arrayContaining([expect.stringContaining('AccessDenied')]) },
    ]);
  });

  test('stands where the standard does not ask, used or not', async () => {
    await start();
    const key = await stage.createKey();
    await use(key);
    await scheduleDeletion(key);
    expect(stage.outcomes()).toEqual(['clean']);
  });

  test('of a key that nobody may delete is cancelled', async () => {
    await start({ deletion: { protected: true } });
    const key = await stage.createKey();
    await scheduleDeletion(key);
    expect(await stateOf(key)).toBe('Enabled');
    expect(stage.outcomes()).toEqual(['remediated', 'clean', 'clean']);
  });
});

describe('a custom key store', () => {
  const newStore = async () => {
    const pipeline = stage.as('pipeline');
    const { CustomKeyStoreId: id = '' } = await pipeline.send(
      new CreateCustomKeyStoreCommand({ CustomKeyStoreName: 'vault' }),
    );
    await stage.sandbox.idle();
    return id;
  };
  const connect = async (CustomKeyStoreId: string, by = 'pipeline') => {
    await stage.as(by).send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await stage.sandbox.idle();
  };
  const disconnect = async (CustomKeyStoreId: string, by: string) => {
    stage.told.length = 0;
    await stage.as(by).send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
    await stage.sandbox.idle();
  };
  const connection = async (CustomKeyStoreId: string) => {
    const { CustomKeyStores } = await stage
      .as('pipeline')
      .send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreId }));
    return CustomKeyStores?.[0]?.ConnectionState;
  };

  test('that a person disconnects is connected again, with its keys, and that is told', async () => {
    await start();
    const id = await newStore();
    await connect(id);
    expect(stage.outcomes()).toEqual(['clean', 'adopted']);
    const { KeyMetadata } = await stage
      .as('pipeline')
      .send(new CreateKeyCommand({ Policy: approved(), Origin: 'AWS_CLOUDHSM', CustomKeyStoreId: id }));
    await stage.sandbox.idle();
    await disconnect(id, 'administrator');
    expect(await connection(id)).toBe('CONNECTED');
    expect(await stateOf(KeyMetadata?.KeyId ?? '')).toBe('Enabled');
    expect(stage.outcomes()).toEqual(['remediated', 'clean']);
    expect(stage.steps()).toMatchObject([
      { step: { kind: 'connect-key-store', keyStoreId: id }, outcome: 'done' },
    ]);
    expect(stage.alerts()[0]?.headline).toContain(`disconnected key store ${id}`);
  });

  test('that nobody has connected but a person is connected again as well', async () => {
    await start();
    const id = await newStore();
    await connect(id, 'administrator');
    expect(stage.outcomes()).toEqual(['clean', 'adopted']);
    await disconnect(id, 'owner');
    expect(await connection(id)).toBe('CONNECTED');
  });

  test('that a pipeline disconnects stays so, whatever else happens to it, until somebody connects it', async () => {
    await start();
    const id = await newStore();
    await connect(id);
    await disconnect(id, 'pipeline');
    expect(stage.outcomes()).toEqual(['adopted']);
    await connect(id, 'administrator');
    await disconnect(id, 'administrator');
    expect(await connection(id)).toBe('CONNECTED');
  });

  test('that is still being disconnected is connected when KMS lets it', async () => {
    await start();
    const id = await newStore();
    await connect(id);
    const { faults } = stage.sandbox;
    stage.told.length = 0;
    const administrator = stage.as('administrator');
    await administrator.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: id }));
    faults.set({
      errors: [{ operation: 'ConnectCustomKeyStore', code: 'CustomKeyStoreInvalidStateException', times: 1 }],
    });
    await stage.sandbox.idle();
    expect(await connection(id)).toBe('CONNECTED');
    expect(stage.outcomes()).toContain('remediated');
    expect(stage.alerts()).toHaveLength(2);
  }, 60_000);

  test('that cannot be connected is told with the reason, and not tried again', async () => {
    await start();
    const id = await newStore();
    await connect(id);
    stage.sandbox.kms.breakKeyStore(id, 'INSUFFICIENT_CLOUDHSM_HSMS');
    await disconnect(id, 'administrator');
    expect(await connection(id)).toBe('FAILED');
    expect(stage.outcomes()).toEqual(['remediated', 'alerted']);
    expect(messages().at(-1)).toContain('the CloudHSM cluster has no active HSM');
    expect(stage.steps()).toHaveLength(1);
  });

  test('is left to people where the standard says so', async () => {
    await start({ keyStores: { connected: 'optional' } });
    const id = await newStore();
    await connect(id);
    await disconnect(id, 'administrator');
    expect(stage.outcomes()).toEqual(['clean']);
    await stage.as('administrator').send(new DeleteCustomKeyStoreCommand({ CustomKeyStoreId: id }));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['clean', 'clean']);
  });
});

describe('a new key that the standard does not allow', () => {
  const asked: Asked = { creation: { containment: 'disable', specs: ['RSA_4096'] } };
  const create = (more: object = {}, Policy = approved()) =>
    stage.as('pipeline').send(new CreateKeyCommand({ Policy, ...more }));

  test('is disabled, never deleted, and left alone after that', async () => {
    await start(asked);
    const { KeyMetadata } = await create();
    await stage.sandbox.idle();
    expect(await stateOf(KeyMetadata?.KeyId ?? '')).toBe('Disabled');
    expect(stage.outcomes()).toEqual(['remediated', 'clean']);
    expect(rules()).toEqual(['key-spec']);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('and that a person enables stays enabled, which is told', async () => {
    await start(asked);
    const { KeyMetadata } = await create();
    await stage.sandbox.idle();
    stage.told.length = 0;
    const KeyId = KeyMetadata?.KeyId ?? '';
    await stage.as('administrator').send(new EnableKeyCommand({ KeyId }));
    await stage.sandbox.idle();
    expect(await stateOf(KeyId)).toBe('Enabled');
    expect(rules()).toEqual(['contained-key']);
    expect(stage.outcomes()).toEqual(['alerted']);
  });

  test('is disabled even where its policy cannot be put right, and that is told as a failure', async () => {
    await start(asked);
    // Nothing less than this gives the guardian what it needs: it may look and disable, and not write policies.
    const open = document([
      ...governedPolicy(account),
      { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
    ]).replaceAll('"kms:PutKeyPolicy","kms:CancelKeyDeletion"', '"kms:CancelKeyDeletion"');
    const { KeyMetadata } = await create({}, open);
    await stage.sandbox.idle();
    expect(await stateOf(KeyMetadata?.KeyId ?? '')).toBe('Disabled');
    expect(stage.outcomes()[0]).toBe('failed');
  });

  test('that the guardian may not disable is told as a failure, with the command', async () => {
    await start(asked);
    await create({}, without('kms:DisableKey'));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['failed']);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('is only told where the standard says so', async () => {
    await start({ creation: { containment: 'alert', specs: ['RSA_4096'] } });
    const { KeyMetadata } = await create();
    await stage.sandbox.idle();
    expect(await stateOf(KeyMetadata?.KeyId ?? '')).toBe('Enabled');
    expect(stage.outcomes()).toEqual(['alerted']);
  });
});

describe('imported key material', () => {
  const importPolicy = () =>
    document([
      ...governedPolicy(account),
      {
        Sid: 'Import',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/KeyAdministrator` },
        Action: ['kms:GetParametersForImport', 'kms:ImportKeyMaterial', 'kms:DeleteImportedKeyMaterial'],
        Resource: '*',
      },
    ]);
  const importMaterial = async (KeyId: string) => {
    const administrator = stage.as('administrator');
    const { ImportToken } = await administrator.send(
      new GetParametersForImportCommand({
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    );
    await administrator.send(
      new ImportKeyMaterialCommand({
        KeyId,
        ImportToken,
        EncryptedKeyMaterial: new Uint8Array([1]),
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      }),
    );
    await stage.sandbox.idle();
  };

  test('that a new key waits for is nothing to tell; that it is deleted is, with what to do', async () => {
    await start();
    const { KeyMetadata } = await stage
      .as('pipeline')
      .send(new CreateKeyCommand({ Policy: importPolicy(), Origin: 'EXTERNAL' }));
    await stage.sandbox.idle();
    const KeyId = KeyMetadata?.KeyId ?? '';
    await importMaterial(KeyId);
    expect(stage.outcomes()).toEqual(['adopted', 'adopted']);
    await stage.as('administrator').send(new DeleteImportedKeyMaterialCommand({ KeyId }));
    await stage.sandbox.idle();
    expect(stage.outcomes().at(-1)).toBe('alerted');
    expect(stage.findings()).toMatchObject([
      { rule: 'imported-material', severity: 'critical', fix: expect.stringContaining('ImportKeyMaterial') },
    ]);
    expect(stage.findings()[0]).not.toHaveProperty('remedy');
  });
});

test('what the root user does is told, and nothing undone', async () => {
  await start();
  const key = await stage.createKey();
  stage.told.length = 0;
  await stage.as('root').send(new EnableKeyCommand({ KeyId: key }));
  await stage.sandbox.idle();
  expect(rules()).toEqual(['root-activity']);
  expect(stage.outcomes()).toEqual(['alerted']);
});
