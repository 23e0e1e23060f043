import { KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from '@jest/globals';
import { readGrants } from '../../shared/keys/read-grants.ts';

/** KMS, whose every answer is this page. */
function kmsAnswering(page: object, status = 200): { readonly kms: KMSClient; calls: number } {
  const stub = { calls: 0 };
  const kms = new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      async handle() {
        stub.calls += 1;
        const { Readable } = await import('node:stream');
        const headers = { 'content-type': 'application/x-amz-json-1.1' };
        const body = Readable.from([Buffer.from(JSON.stringify(page))]);
        return { response: { statusCode: status, headers, body } };
      },
    },
  });
  return Object.assign(stub, { kms });
}

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const grantee = 'arn:aws:iam::111122223333:role/App';

test('a grant is read with whatever binds it; an empty context binds nothing', async () => {
  const { kms } = kmsAnswering({
    Grants: [
      {
        GrantId: 'one',
        GranteePrincipal: grantee,
        RetiringPrincipal: grantee,
        IssuingAccount: 'arn:aws:iam::111122223333:root',
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextSubset: {}, EncryptionContextEquals: { app: 'orders' } },
      },
      {
        GrantId: 'two',
        GranteeServicePrincipal: 'sns.amazonaws.com',
        RetiringServicePrincipal: 'sns.amazonaws.com',
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextSubset: { app: 'orders' }, SourceArn: 'arn:aws:sns:::orders' },
      },
      { GrantId: 'three', GranteePrincipal: grantee, Constraints: { EncryptionContextSubset: {} } },
    ],
  });
  expect(await readGrants(kms, arn)).toEqual({
    grants: [
      {
        id: 'one',
        grantee,
        retiring: grantee,
        issuer: 'arn:aws:iam::111122223333:root',
        operations: ['Decrypt'],
        constraints: { encryptionContextEquals: { app: 'orders' } },
      },
      {
        id: 'two',
        grantee: 'sns.amazonaws.com',
        retiring: 'sns.amazonaws.com',
        operations: ['Decrypt'],
        constraints: { encryptionContextSubset: { app: 'orders' }, sourceArn: 'arn:aws:sns:::orders' },
      },
      { id: 'three', grantee, operations: [] },
    ],
  });
});

test('a list without end is cut, and that is said', async () => {
  const stub = kmsAnswering({
    Grants: [{ GrantId: 'one', GranteePrincipal: grantee, Operations: ['Decrypt'] }],
    Truncated: true,
    NextMarker: 'more',
  });
  const { grants, grantsCut } = await readGrants(stub.kms, arn);
  expect(stub.calls).toBe(20);
  expect(grants).toHaveLength(20);
  expect(grantsCut).toBe('only the first 20 grants were read');
});

test('who may not list grants is told so, and nothing is thrown', async () => {
  const { kms } = kmsAnswering({ __type: 'AccessDeniedException', message: 'no' }, 400);
  expect(await readGrants(kms, arn)).toEqual({
    grants: [],
    grantsCut: 'the grants could not all be read: AccessDeniedException: no',
  });
});
