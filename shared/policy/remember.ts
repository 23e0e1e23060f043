/** A function that finds each answer once and keeps it, for the first `most` texts that it is asked about. */
export function remember<T>(most: number, find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) {
      return known.get(text) as T;
    }
    const found = find(text);
    if (known.size < most) {
      known.set(text, found);
    }
    return found;
  };
}
