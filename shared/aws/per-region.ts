/** A client for each Region, made when it is first asked for, and then kept. */
export function perRegion<T>(make: (region: string) => T): (region: string) => T {
  const known = new Map<string, T>();
  return (region) => {
    const client = known.get(region) ?? make(region);
    known.set(region, client);
    return client;
  };
}
