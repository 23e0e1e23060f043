import { z } from 'zod';
import { someOf, text } from './value.ts';

export const account = text(/^\d{12}$/, 'is no account', 'write the 12 digits of the account, in quotes');

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export const organization = text(
  /^o-[a-z0-9]{10,32}$/,
  'is no organization',
  'write its ID, for example o-a1b2c3d4e5',
);

export const region = text(
  /^[a-z]{2,}(-[a-z]+)+-\d+$/,
  'is no Region',
  'write its code, for example eu-west-1',
);

export const alias = text(/^alias\/./, 'is no alias', 'begin it with alias/');

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html */
const tagKeyText = (what: string) =>
  text(/^(?!aws:[A-Za-z]+Tag\/).{1,128}$/, what, 'write the key of the tag alone, for example owner');

/** One of a list of tag keys. */
export const tagKey = tagKeyText('is no key of a tag');

/** Tag key to the values it may have. A key without values would ask for what no tag can have. */
export const tags = z.record(
  tagKeyText('has a key that no tag has'),
  someOf(z.string(), 'write "*" for any value'),
);

/** The key of an encryption context, which a policy writes behind `kms:EncryptionContext:`. */
export const contextKey = text(
  /^(?!kms:EncryptionContext:)./,
  'has a key that no encryption context has',
  'write the key alone, without kms:EncryptionContext:',
);

/**
 * A service of a Region: `s3.eu-west-1.amazonaws.com`. The service principal `s3.amazonaws.com`, which is
 * easily taken for it, is in no request.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export const viaService = text(
  /^(?:[a-z0-9?-]+(?:\.[a-z0-9?-]+)+|[a-z0-9.?-]*\*[a-z0-9.*?-]*)\.amazonaws\.[a-z.]+$/,
  'is no service of a Region',
  'write it as in kms:ViaService, for example s3.*.amazonaws.com',
);

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
export const vpcEndpoint = text(
  /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/,
  'is no VPC endpoint',
  'write its ID, for example vpce-1a2b3c4d5e6f70819',
);

/**
 * Of a Nitro enclave, or by NitroTPM of a whole instance.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-attestation.html
 */
export const measurement = text(
  /^(?:ImageSha384|(?:NitroTPM)?PCR(?:[0-9]|[12][0-9]|3[01]))$/,
  'has a key that is no measurement of an enclave',
  'write ImageSha384, PCR0 to PCR31, or NitroTPMPCR0 to NitroTPMPCR31',
);
