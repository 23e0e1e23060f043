import { type GrantListEntry, type KMSClient, ListGrantsCommand } from '@aws-sdk/client-kms';
import type { Grant, KeySnapshot } from './snapshot.ts';

/** KMS allows 50,000 grants a key, and gives them out by the hundred: so many pages are read, and no more. */
const mostPages = 20;
const pageSize = 100;

/**
 * Reads the grants of a key, newest last as KMS has them; in `grantsCut`, why some may be missing.
 *
 * Never throws: an event tells the grant it is about by itself, and a guardian that may not list grants may still be able
 * to revoke one.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html
 */
export async function readGrants(
  kms: KMSClient,
  arn: string,
): Promise<Pick<KeySnapshot, 'grants' | 'grantsCut'>> {
  const grants: Grant[] = [];
  try {
    for (let page = 0, marker: string | undefined; page < mostPages; page += 1) {
      const answer = await kms.send(
        new ListGrantsCommand({ KeyId: arn, Limit: pageSize, ...(marker ? { Marker: marker } : {}) }),
      );
      grants.push(...(answer.Grants ?? []).map(toGrant));
      marker = answer.NextMarker;
      if (answer.Truncated !== true || marker === undefined) return { grants };
    }
    return { grants, grantsCut: `only the first ${grants.length} grants were read` };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { grants, grantsCut: `the grants could not all be read: ${why}` };
  }
}

function toGrant(entry: GrantListEntry): Grant {
  const { EncryptionContextEquals: equals, EncryptionContextSubset: subset } = entry.Constraints ?? {};
  const constraints = {
    ...(binds(equals) && { encryptionContextEquals: equals }),
    ...(binds(subset) && { encryptionContextSubset: subset }),
    ...(entry.Constraints?.SourceArn && { sourceArn: entry.Constraints.SourceArn }),
  };
  const retiring = entry.RetiringPrincipal ?? entry.RetiringServicePrincipal;
  return {
    id: entry.GrantId ?? '',
    grantee: entry.GranteePrincipal ?? entry.GranteeServicePrincipal ?? '',
    ...(retiring === undefined ? {} : { retiring }),
    ...(entry.IssuingAccount === undefined ? {} : { issuer: entry.IssuingAccount }),
    operations: entry.Operations ?? [],
    ...(Object.keys(constraints).length > 0 && { constraints }),
  };
}

/** An empty context binds nothing. */
const binds = (context: Record<string, string> | undefined): context is Record<string, string> =>
  context !== undefined && Object.keys(context).length > 0;
