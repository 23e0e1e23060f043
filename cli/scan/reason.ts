/** Why a call failed, in a line: what AWS calls it, and what it says. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const name = error.name === 'Error' || error.name === 'AggregateError' ? code : error.name;
  return [...new Set([name, error.message])].filter((part) => part !== '').join(': ') || 'no reason given';
}
