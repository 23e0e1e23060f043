import type { Clients } from '../aws/clients.ts';
import { keyWard } from './key.ts';
import type { Ward } from './ward.ts';

/** Aliases, and the keys that labels are on. */
export const labelsWards = ({ kms }: Clients): readonly Ward[] => [keyWard(kms)];
