import { isRecord, recordAt, textAt } from '../events/json.ts';

/** What cannot be made good later comes first: a key that is gone, then data in a stranger's hands, then the rest. */
const urgent = [
  'ScheduleKeyDeletion',
  'DeleteImportedKeyMaterial',
  'PutKeyPolicy',
  'CreateGrant',
  'DisableKey',
];

/** The messages of a batch, the worst first, and otherwise as they came. Of deletions the soonest is the worst. Pure. */
export function worstFirst<R extends { readonly body: string }>(records: readonly R[]): readonly R[] {
  const ranked = records.map((record) => ({ record, rank: rankOf(record.body) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ record }) => record);
}

/** Ranks by the operation; a waiting window of at most 30 days tells deletions apart. */
function rankOf(body: string): number {
  const detail = detailOf(body);
  const at = urgent.indexOf(textAt(detail, 'eventName') ?? '');
  const days = recordAt(detail, 'requestParameters').pendingWindowInDays;
  return (at === -1 ? urgent.length : at) + (typeof days === 'number' ? days / 100 : 0.3);
}

function detailOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(body);
    return isRecord(event) ? recordAt(event, 'detail') : {};
  } catch {
    // What is no JSON is refused when its turn comes.
    return {};
  }
}
