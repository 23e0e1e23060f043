import { z } from 'zod';
import { contextKey, measurement, viaService, vpcEndpoint } from './aws-names.ts';
import { conditionKey } from './condition-key.ts';
import { complaintOn } from './condition-values.ts';
import { someOf } from './value.ts';

/** An empty list, or no context, asks nothing: so a class may drop what the defaults ask. */
export const usage = z.strictObject({
  services: z
    .array(viaService)
    .optional()
    .describe('Used only through these, as kms:ViaService has them (* and ? allowed). Empty: any way.'),
  vpcEndpoints: z
    .array(vpcEndpoint)
    .optional()
    .describe('Used only through these VPC endpoints. Empty: from anywhere.'),
  encryptionContext: z
    .record(contextKey, someOf(z.string(), 'write "*" for any value'))
    .optional()
    .describe('Encryption context that must be there: each key with one of its values (* and ? allowed).'),
  conditions: z
    .record(conditionKey, someOf(z.string(), 'write "*" for any value'))
    .superRefine((asked, context) => {
      for (const [key, values] of Object.entries(asked)) {
        const message = complaintOn(key, values);
        if (message !== undefined) context.addIssue({ code: 'custom', path: [key], message });
      }
    })
    .optional()
    .describe('Any other condition key that must be there, with one of its values (* and ? allowed).'),
  attestation: z
    .record(measurement, someOf(z.string(), 'write the measurement of the enclave image'))
    .optional()
    .describe(
      'What an attested enclave or instance must show to decrypt: ImageSha384 or a PCR, with its values.',
    ),
});
