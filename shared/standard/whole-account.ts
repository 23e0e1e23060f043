import type { Governance, Standard } from './standard.ts';

/**
 * What the standard asks of an account as a whole: the defaults, with whomever any class lets delete keys, since a
 * service control policy holds for the keys of every class.
 */
export function wholeAccount({ defaults, classes }: Standard): Governance {
  const allowedTo = [defaults, ...classes.map(({ governance }) => governance)].flatMap(
    ({ deletion }) => deletion.allowedTo,
  );
  return { ...defaults, deletion: { ...defaults.deletion, allowedTo: [...new Set(allowedTo)] } };
}
