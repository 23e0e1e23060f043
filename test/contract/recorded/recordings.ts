import { existsSync, readFileSync } from 'node:fs';
import { isRecord } from '../../../shared/events/json.ts';

/** Beside the repository where the project is developed, and nowhere else. */
const file = new URL('../../../../shared/data/kms-recorded-responses.json', import.meta.url);

/** What was recorded of AWS in one test of the LocalStack project: each step's answer by its name. */
export type Recording = { readonly name: string; readonly steps: Readonly<Record<string, unknown>> };

/** All recordings; undefined where they are not to be had. */
export function readRecordings(): readonly Recording[] | undefined {
  if (!existsSync(file)) return undefined;
  const all: unknown = JSON.parse(
    // The recordings write the account as this number, and all else that is each one's own as placeholders.
    readFileSync(file, 'utf8').replaceAll('111111111111', '<account>'),
  );
  if (!isRecord(all)) throw new Error('The recordings are no JSON object.');
  return Object.entries(all).map(([test, recording]) => {
    const steps = isRecord(recording) ? recording['recorded-content'] : undefined;
    if (!isRecord(steps)) throw new Error(`There is nothing recorded in ${test}.`);
    return { name: test.split('::').at(-1) ?? test, steps };
  });
}

/** A step as it can be compared: of HTTP only the status of errors, and an error's message once. */
export function comparable(step: unknown): unknown {
  if (!isRecord(step)) return step;
  const { ResponseMetadata: http, message: _, ...answer } = step;
  return isRecord(answer.Error) && isRecord(http) ? { ...answer, status: http.HTTPStatusCode } : answer;
}
