import type { Clients } from '../aws/clients.ts';
import { keyWard } from './key.ts';
import { keyStoreWard } from './key-store.ts';
import type { Ward } from './ward.ts';

/** Keys, and the key stores that some are in. */
export const lifecycleWards = ({ kms }: Clients): readonly Ward[] => [keyWard(kms), keyStoreWard(kms)];
