import type { Clients } from '../aws/clients.ts';
import type { Environment } from '../aws/settings.ts';
import type { Ward } from './ward.ts';

/** What surrounds the keys: trails, VPC endpoints, service control policies. */
export const perimeterWards = (_clients: Clients, _environment: Environment): readonly Ward[] => [];
