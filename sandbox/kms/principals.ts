/** Rewrites each principal of the AWS kind that a policy names; other text stays as it is written. */
export function mapPrincipals(policy: string, change: (principal: string) => string): string {
  const document: unknown = JSON.parse(policy);
  let changed = false;
  const one = (value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const made = change(value);
    changed ||= made !== value;
    return made;
  };
  const walk = (value: unknown, within: string): unknown => {
    if (Array.isArray(value))
      return value.map((each) => (typeof each === 'string' && within === 'AWS' ? one(each) : walk(each, '')));
    if (within === 'AWS' && typeof value === 'string') return one(value);
    if (typeof value !== 'object' || value === null) return value;
    // Only a statement's Principal has a member AWS.
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, walk(each, name === 'Condition' ? '' : name)]),
    );
  };
  const result = walk(document, '');
  return changed ? JSON.stringify(result, null, 2) : policy;
}

/** A session of a role is kept as its role. */
export function roleOfSession(principal: string): string {
  const [, partition, account, role] =
    /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\/.+$/.exec(principal) ?? [];
  return role === undefined ? principal : `arn:${partition}:iam::${account}:role/${role}`;
}

/** The same policy with each list of principals the other way round, as KMS is free to answer it. */
export function reversePrincipals(policy: string): string {
  return JSON.stringify(
    JSON.parse(policy, (name, value: unknown) =>
      name === 'AWS' && Array.isArray(value) ? value.reverse() : value,
    ),
  );
}
