import { isRecord } from '../../../shared/events/json.ts';

/** Values whose content the recordings left out: only that there is one can be compared. */
const opaque = /^(datetime|[a-z]+(-[a-z]+)*-blob|plaintext|public-key|import-token)$/;
const placeholder = /<[\w:-]+>/g;

/**
 * Where an answer is otherwise than recorded, by path. A placeholder such as `<key-id:1>` stands for any text, and for the
 * same wherever it stands within one recording, which is what `bound` keeps.
 */
export function differences(
  recorded: unknown,
  answer: unknown,
  bound: Map<string, string>,
  path = '',
): readonly string[] {
  if (Array.isArray(recorded) && Array.isArray(answer) && recorded.length === answer.length)
    return recorded.flatMap((each, at) => differences(each, answer[at], bound, `${path}[${at}]`));
  if (isRecord(recorded) && isRecord(answer)) {
    const names = new Set([...Object.keys(recorded), ...Object.keys(answer)]);
    return [...names].flatMap((name) =>
      differences(recorded[name], answer[name], bound, path === '' ? name : `${path}.${name}`),
    );
  }
  const same = typeof recorded === 'string' ? isAsRecorded(recorded, answer, bound) : recorded === answer;
  return same ? [] : [`${path}: ${JSON.stringify(recorded)} is answered as ${JSON.stringify(answer)}`];
}

function isAsRecorded(recorded: string, answer: unknown, bound: Map<string, string>): boolean {
  if (opaque.test(recorded)) return answer !== undefined && answer !== '';
  if (typeof answer !== 'string') return false;
  const names = recorded.match(placeholder) ?? [];
  const literal = recorded.split(placeholder).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const values = new RegExp(`^${literal.join('(.+?)')}$`, 's').exec(answer)?.slice(1);
  if (values === undefined) return false;
  return names.every((name, at) => {
    const value = values[at] ?? '';
    if (!bound.has(name)) bound.set(name, value);
    return bound.get(name) === value;
  });
}
