import { z } from 'zod';
import { USE_ACTIONS } from '../../policy/actions.ts';
import { actionsThatCarry, conditionKey as published } from '../../policy/condition-keys.ts';
import { quote, says } from './complaint.ts';

/** The condition keys that have a field of their own under `usage`. */
const fields: readonly (readonly [key: RegExp, field: string])[] = [
  [/^kms:ViaService$/i, 'services'],
  [/^aws:SourceVpce$/i, 'vpcEndpoints'],
  [/^kms:EncryptionContext:/i, 'encryptionContext'],
  [/^kms:RecipientAttestation:/i, 'attestation'],
];

const fieldOf = (key: string) => fields.find(([pattern]) => pattern.test(key))?.[1];

/** Whether a request to use a key may carry the condition key. */
function isCarried(key: string): boolean {
  const carriers = actionsThatCarry(key);
  return carriers === undefined || [...USE_ACTIONS].some((action) => carriers.has(action));
}

/** A condition key that uses of a key carry, and that no field of its own asks for. */
export const conditionKey = z
  .string()
  .refine((key) => published(key) !== undefined && fieldOf(key) === undefined && isCarried(key), {
    error: ({ input }) => fault(String(input)),
  });

function fault(key: string): string {
  const field = fieldOf(key);
  if (field !== undefined)
    return says(`has a key with a field of its own: ${quote(key)}`, `write its values under usage.${field}`);
  if (published(key) === undefined)
    return says(
      `has a key that is no condition key: ${quote(key)}`,
      'write one that AWS publishes, for example aws:SourceVpc',
    );
  return says(
    `has a key that no use of a key carries: ${quote(key)}`,
    'remove it: with it, nobody could use the key',
  );
}
