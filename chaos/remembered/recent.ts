/**
 * A function's answers by the text of what it was asked. The function must be pure, and its answers never changed by who
 * gets them. So that memory does not grow for ever, all is forgotten when there is too much of it.
 */
export function remembering<A extends readonly unknown[], R>(
  answer: (...asked: A) => R,
  nameOf: (...asked: A) => string,
  most = 20_000,
): (...asked: A) => R {
  const known = new Map<string, { readonly answer: R } | { readonly error: unknown }>();
  return (...asked) => {
    const name = nameOf(...asked);
    let found = known.get(name);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      found = outcomeOf(() => answer(...asked));
      known.set(name, found);
    }
    if ('error' in found) throw found.error;
    return found.answer;
  };
}

function outcomeOf<R>(work: () => R): { readonly answer: R } | { readonly error: unknown } {
  try {
    return { answer: work() };
  } catch (error) {
    return { error };
  }
}

const numbers = new WeakMap<object, number>();
let count = 0;

/** A number for an object, always the same for the same one. */
export function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    number = count++;
    numbers.set(object, number);
  }
  return number;
}
