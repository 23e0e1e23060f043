import { isRecord } from '../../shared/events/json.ts';
import type { Leaf, Matcher } from './matcher.ts';
import { type ObjectPattern, parsePattern } from './parse-pattern.ts';

/**
 * Whether EventBridge would send this event to a rule with this pattern.
 *
 * A list in the event matches if any of its entries does; of a list of objects, one and the same object has
 * to match all that the pattern says of it.
 *
 * @example
 * matchesPattern({ source: ['aws.kms'], detail: { eventName: [{ prefix: 'Put' }] } }, event)
 *
 * @throws {PatternError} where the pattern itself is not valid
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return matches(parsePattern(pattern), event);
}

/** The same, for a pattern already read: a rule reads its own once. */
export function matches(pattern: ObjectPattern, event: unknown): boolean {
  return matchesObject(pattern, event, [], event);
}

function matchesObject(
  pattern: ObjectPattern,
  value: unknown,
  path: readonly string[],
  event: unknown,
): boolean {
  const objects = objectsIn(value);
  // What is not there, or is no object, still satisfies `{"exists": false}` below it.
  const candidates = objects.length > 0 ? objects : [{}];
  return candidates.some(
    (object) =>
      pattern.fields.every(({ name, test }) => {
        const held = Object.hasOwn(object, name) ? object[name] : undefined;
        const below = [...path, name];
        return test.kind === 'object'
          ? matchesObject(test.pattern, held, below, event)
          : test.matchers.some((matcher) => matchesLeaf(matcher, held, below, event));
      }) &&
      pattern.choices.every((branches) =>
        branches.some((branch) => matchesObject(branch, object, path, event)),
      ),
  );
}

function matchesLeaf(matcher: Matcher, held: unknown, path: readonly string[], event: unknown): boolean {
  // Absence is judged over the whole event, not within one entry of a list.
  if (matcher.kind === 'absent') return !hasLeaf(event, path);
  return leavesIn(held).some(matcher.matches);
}

/** Whether any plain value is at this path; an object or an empty list there is none. */
function hasLeaf(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return leavesIn(value).length > 0;
  return objectsIn(value).some((object) => Object.hasOwn(object, name) && hasLeaf(object[name], rest));
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isRecord(value) ? [value] : [];
}

function leavesIn(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesIn);
  const plain =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? [value] : [];
}
