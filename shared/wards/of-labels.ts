import type { Clients } from '../aws/clients.ts';
import type { Change } from '../events/change.ts';
import { parseKeyArn } from '../events/decode.ts';
import { aliasWard } from './alias.ts';
import { keyWard } from './key.ts';
import type { Approvals, Thing, Ward } from './ward.ts';

/** Aliases first, which a hijack is undone of, and then the keys that labels are on. */
export const labelsWards = ({ kms }: Clients): readonly Ward[] => {
  const aliases = aliasWard(kms);
  const find = async (change: Change, approvals: Approvals) => [
    ...(change.key === undefined ? [] : [change.key]),
    ...(await left(change, approvals, aliases)),
  ];
  return [aliases, { ...keyWard(kms), find }];
};

/** The key that an alias was moved away from: the event names the other one only, and both have lost or won a label. */
async function left(change: Change, approvals: Approvals, aliases: Ward<'alias'>): Promise<readonly Thing[]> {
  if (change.operation !== 'UpdateAlias') return [];
  const [alias] = await aliases.find(change, approvals);
  if (alias === undefined) return [];
  const before = (await approvals.baselines<'alias'>(alias.arn)).find(
    ({ changeId }) => changeId !== change.id,
  );
  const key = before?.target === undefined ? undefined : parseKeyArn(before.target);
  return key === undefined || key.arn === change.key?.arn ? [] : [key];
}
