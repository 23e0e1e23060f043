/**
 * A complaint in two parts: what is wrong, said after the field's name, and what to do. They are kept
 * apart by a line break, which the quoted value cannot hold.
 */
export function says(what: string, fix: string): string {
  return `${what}\n${fix}`;
}

/** A value as it is quoted in a complaint: on one line, and not too long. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a section with fields';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
