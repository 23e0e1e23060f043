import { type Matcher, textMatcher } from './matcher.ts';
import { PatternError } from './pattern-error.ts';

/**
 * `{"wildcard": "dir/*.png"}`: `*` stands for any characters, `\*` for a star, `\\` for a backslash.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function wildcardMatcher(pattern: string, at: string): Matcher {
  const parts = literalParts(pattern, at);
  return textMatcher((text) => matchesParts(parts, text));
}

/** The literal texts between the stars. */
function literalParts(pattern: string, at: string): readonly string[] {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    const next = pattern[i + 1];
    if (character === '*') {
      if (next === '*') throw new PatternError(at, 'two stars in a row are not allowed in a wildcard.');
      parts.push('');
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\')
        throw new PatternError(at, 'a backslash in a wildcard must stand before * or another backslash.');
      parts.push(`${parts.pop() ?? ''}${next}`);
      i++;
    } else {
      parts.push(`${parts.pop() ?? ''}${character}`);
    }
  }
  return parts;
}

function matchesParts(parts: readonly string[], text: string): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
