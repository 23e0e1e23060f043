import { isRecord, numberAt, optional, recordAt, textAt, textsAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

/** A policy as the record holds it; absent when CloudTrail cut or withheld it. */
type PolicyDetails = { readonly policy?: string; readonly bypassedLockoutCheck: boolean };

const policy = (request: Json): PolicyDetails => ({
  ...optional('policy', textAt(request, 'policy')),
  bypassedLockoutCheck: request.bypassPolicyLockoutSafetyCheck === true,
});

const nothing = (): Readonly<Record<never, never>> => ({});

const alias = (request: Json) => ({
  ...optional('alias', textAt(request, 'aliasName')),
  ...optional('targetKeyId', textAt(request, 'targetKeyId')),
});

/** A key store that was just created is named in the answer alone. */
const keyStore = (request: Json, response: Json) => ({
  ...optional('keyStoreId', textAt(request, 'customKeyStoreId') ?? textAt(response, 'customKeyStoreId')),
  ...optional(
    'keyStoreName',
    textAt(request, 'customKeyStoreName') ?? textAt(request, 'newCustomKeyStoreName'),
  ),
});

/**
 * How to read each mutating operation's details from `requestParameters` and `responseElements`.
 * An operation that is not here changes no key's governance.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
export const kmsReaders = {
  PutKeyPolicy: policy,
  CreateKey: (request: Json) => ({
    ...policy(request),
    ...optional('origin', textAt(request, 'origin')),
    ...optional('keySpec', textAt(request, 'keySpec') ?? textAt(request, 'customerMasterKeySpec')),
    ...optional('keyUsage', textAt(request, 'keyUsage')),
    multiRegion: request.multiRegion === true,
    tags: tagsAt(request),
  }),
  ScheduleKeyDeletion: (request: Json, response: Json) => ({
    ...optional('pendingWindowInDays', numberAt(request, 'pendingWindowInDays')),
    ...optional('deletionDate', textAt(response, 'deletionDate')),
  }),
  CancelKeyDeletion: nothing,
  DisableKey: nothing,
  EnableKey: nothing,
  DisableKeyRotation: nothing,
  EnableKeyRotation: (request: Json) =>
    optional('rotationPeriodInDays', numberAt(request, 'rotationPeriodInDays')),
  RotateKeyOnDemand: nothing,
  CreateGrant: (request: Json, response: Json) => ({
    ...optional('grantee', textAt(request, 'granteePrincipal') ?? textAt(request, 'granteeServicePrincipal')),
    ...optional(
      'retiring',
      textAt(request, 'retiringPrincipal') ?? textAt(request, 'retiringServicePrincipal'),
    ),
    ...optional('grantId', textAt(response, 'grantId')),
    operations: textsAt(request, 'operations'),
    ...optional('constraints', constraintsAt(request)),
  }),
  RevokeGrant: (request: Json) => optional('grantId', textAt(request, 'grantId')),
  RetireGrant: (request: Json) => optional('grantId', textAt(request, 'grantId')),
  CreateAlias: alias,
  UpdateAlias: alias,
  DeleteAlias: alias,
  TagResource: (request: Json) => ({ tags: tagsAt(request) }),
  UntagResource: (request: Json) => ({ tagKeys: textsAt(request, 'tagKeys') }),
  ImportKeyMaterial: (request: Json) => ({
    ...optional('expirationModel', textAt(request, 'expirationModel')),
    ...optional('validTo', textAt(request, 'validTo')),
  }),
  DeleteImportedKeyMaterial: nothing,
  ReplicateKey: (request: Json) => ({
    ...policy(request),
    ...optional('replicaRegion', textAt(request, 'replicaRegion')),
  }),
  UpdatePrimaryRegion: (request: Json) => optional('primaryRegion', textAt(request, 'primaryRegion')),
  UpdateKeyDescription: (request: Json) => optional('description', textAt(request, 'description')),
  CreateCustomKeyStore: keyStore,
  ConnectCustomKeyStore: keyStore,
  DisconnectCustomKeyStore: keyStore,
  UpdateCustomKeyStore: keyStore,
  DeleteCustomKeyStore: keyStore,
  /** KMS itself deleted the key, its waiting period over. */
  DeleteKey: nothing,
  /** KMS itself rotated the key. */
  RotateKey: nothing,
};

/** What binds a grant; an empty encryption context binds nothing. */
function constraintsAt(request: Json) {
  const written = recordAt(request, 'constraints');
  const constraints = {
    ...optional('encryptionContextEquals', contextAt(written, 'encryptionContextEquals')),
    ...optional('encryptionContextSubset', contextAt(written, 'encryptionContextSubset')),
    ...optional('sourceArn', textAt(written, 'sourceArn')),
  };
  return Object.keys(constraints).length > 0 ? constraints : undefined;
}

function contextAt(constraints: Json, name: string): Readonly<Record<string, string>> | undefined {
  const pairs = Object.entries(recordAt(constraints, name)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
}

function tagsAt(request: Json): Readonly<Record<string, string>> {
  const tags = Array.isArray(request.tags) ? request.tags.filter(isRecord) : [];
  return Object.fromEntries(
    tags.flatMap((tag) => {
      const key = textAt(tag, 'tagKey');
      return key === undefined ? [] : [[key, textAt(tag, 'tagValue') ?? '']];
    }),
  );
}
