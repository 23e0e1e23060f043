import type { Clients } from '../aws/clients.ts';
import { readGrants } from '../keys/read-grants.ts';
import { keyWard } from './key.ts';
import type { Ward } from './ward.ts';

/** Keys; the sweep looks at all of their grants, since no event says which to look at. */
export const grantsWards = ({ kms }: Clients): readonly Ward[] => {
  const ward = keyWard(kms);
  return [
    {
      ...ward,
      async read(thing, change) {
        if (change.operation !== 'Sweep') return ward.read(thing, change);
        const [snapshot, grants] = await Promise.all([
          ward.read(thing, change),
          readGrants(kms(thing.region), thing.arn),
        ]);
        return { ...snapshot, ...grants };
      },
    },
  ];
};
