import type { NewBaseline } from '../ledger/ledger.ts';
import type { Subject } from '../rules/rule.ts';
import { isSanctioned } from '../rules/sanctioned.ts';
import { originOf } from './adopt.ts';

/**
 * The baseline of a key store: whether it is to be connected. A pipeline says so by connecting or disconnecting it; where
 * the standard asks that key stores are connected, so does anybody who connects it.
 */
export function adoptedKeyStore(
  subject: Subject<'key-store'>,
  now: number,
): NewBaseline<'key-store'> | undefined {
  const { change, baseline, governance, snapshot } = subject;
  const connects = change?.operation === 'ConnectCustomKeyStore';
  if (change === undefined || (!connects && change.operation !== 'DisconnectCustomKeyStore'))
    return undefined;
  if (snapshot.connection === 'DELETED') return undefined;
  const connected = snapshot.connection === 'CONNECTED' || snapshot.connection === 'CONNECTING';
  if (connected !== connects || baseline?.connected === connected) return undefined;
  if (isSanctioned(subject))
    return { ...originOf(subject, change, 'a pipeline made a compliant change', now), connected };
  if (!connects || governance.keyStores.connected !== 'required') return undefined;
  return { ...originOf(subject, change, 'the key store is connected, as the standard asks', now), connected };
}
