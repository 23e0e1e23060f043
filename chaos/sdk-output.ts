type Json = Readonly<Record<string, unknown>>;

/** The SDK makes dates of the numbers that are times. */
export function asSdk(output: Json): Json {
  return Object.fromEntries(Object.entries(output).map(([name, value]) => [name, member(name, value)]));
}

function member(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /(Date|ValidTo|Timestamp)$/.test(name)) return new Date(value * 1000);
  if (Array.isArray(value)) return value.map((each) => member('', each));
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? asSdk(value as Json)
    : value;
}
