import { createHash } from 'node:crypto';

/**
 * A short name for a policy's text: the same however KMS orders its lists, and whether a list of one is spelled as one.
 * Policies of one digest mean the same; those of two may, too.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export function policyDigest(policy: string): string {
  return createHash('sha256').update(canonical(policy)).digest('base64url');
}

function canonical(policy: string): string {
  try {
    return JSON.stringify(ordered(JSON.parse(policy)));
  } catch {
    return policy;
  }
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(ordered);
    const [only] = items;
    return items.length === 1 ? only : items.map((item) => JSON.stringify(item)).sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
