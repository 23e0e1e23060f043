import { isRecord, textAt } from '../../shared/events/json.ts';
import type { RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';
import { ServiceError } from '../wire/answer.ts';

type Json = Readonly<Record<string, unknown>>;

/** An event as a bus took it from PutEvents. */
export type BusEvent = {
  readonly id: string;
  readonly bus: string;
  readonly account: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Json;
  readonly resources: readonly string[];
};

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size */
const LIMIT = 1_048_576;

/**
 * What PutEvents put on buses: kept, and matched by no rule. Every name is taken for a bus that is there, but for
 * `no-such-bus`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export class BusEvents {
  readonly events: BusEvent[] = [];
  readonly #random: RandomBytes;

  constructor({ random }: { readonly random: RandomBytes }) {
    this.#random = random;
  }

  call(operation: string, input: Json, from: { readonly account: string; readonly region: string }): unknown {
    if (operation !== 'PutEvents')
      throw new ServiceError(
        'UnknownOperationException',
        `The sandbox has no EventBridge operation ${operation}.`,
      );
    const entries = Array.isArray(input.Entries) ? input.Entries.filter(isRecord) : [];
    if (entries.length === 0 || entries.length > 10)
      throw invalid(`Value at 'entries' failed to satisfy constraint: 1 to 10 entries`);
    if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LIMIT)
      throw invalid('Total size of the entries in the request is over the limit.');
    const results = entries.map((entry) => this.#put(entry, from));
    return {
      FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length,
      Entries: results,
    };
  }

  #put(entry: Json, from: { readonly account: string; readonly region: string }): Json {
    const bus = textAt(entry, 'EventBusName') ?? 'default';
    const source = textAt(entry, 'Source') ?? '';
    const detailType = textAt(entry, 'DetailType') ?? '';
    const text = textAt(entry, 'Detail') ?? '';
    const detail = parse(text);
    if (bus === 'no-such-bus') return failed('InvalidArgument', `EventBus ${bus} does not exist.`);
    if (source === '' || detailType === '' || text === '')
      return failed('InvalidArgument', 'Parameter Source, DetailType or Detail is not valid.');
    if (detailType.length > 128) return failed('InvalidArgument', 'Parameter DetailType is not valid.');
    if (source.startsWith('aws.'))
      return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
    if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
    const id = uuid(this.#random);
    const resources = Array.isArray(entry.Resources) ? entry.Resources.map(String) : [];
    this.events.push({ id, bus, ...from, source, detailType, detail, resources });
    return { EventId: id };
  }
}

/** As EventBridge counts it. */
function sizeOf(entry: Json): number {
  const resources = Array.isArray(entry.Resources) ? entry.Resources.map(String) : [];
  const texts = ['Source', 'DetailType', 'Detail'].map((name) => textAt(entry, name) ?? '');
  return [...texts, ...resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    entry.Time === undefined ? 0 : 14,
  );
}

function parse(text: string): Json | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return isRecord(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

const failed = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

const invalid = (message: string) => new ServiceError('ValidationException', message);
