import { isRecord } from '../events/json.ts';
import { InvalidSetting } from './invalid-setting.ts';

/** Reads JSON with the address of the queue of each function, by the function's name. @throws {InvalidSetting} */
export function readQueueUrls(name: string, text: string): ReadonlyMap<string, string> {
  const urls = parse(text);
  const entries = isRecord(urls) ? Object.entries(urls) : [];
  const isRight = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  if (entries.length === 0 || !entries.every(isRight))
    throw new InvalidSetting(name, 'JSON with the address of the queue of each function');
  return new Map(entries.filter(isRight));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
