import type { Clients } from '../aws/clients.ts';
import { keyWard } from './key.ts';
import type { Ward } from './ward.ts';

/** For a function that looks after keys and nothing else. */
export const keysOnly = ({ kms }: Clients): readonly Ward[] => [keyWard(kms)];
