import type { CollectionTag, ScalarTag } from 'yaml';
import { isRecord } from '../../shared/events/json.ts';

const shortForms: readonly string[] = [
  'Ref',
  'GetAtt',
  'Sub',
  'Join',
  'Select',
  'Split',
  'If',
  'Equals',
  'Not',
  'And',
  'Or',
  'ImportValue',
  'FindInMap',
  'Base64',
  'GetAZs',
  'Condition',
];

/**
 * CloudFormation's short forms, read as what they stand for where that is one text: `!GetAtt Queue.Arn` is
 * `{"Fn::GetAtt": "Queue.Arn"}`. Over a list the tag itself is left out, which keeps the list's entries.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export const cloudFormationTags: readonly (ScalarTag | CollectionTag)[] = shortForms.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => ({ [longForm(name)]: text }) },
  { tag: `!${name}`, collection: 'seq' as const },
  { tag: `!${name}`, collection: 'map' as const },
]);

function longForm(name: string): string {
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** The resource that a `Ref` or `Fn::GetAtt` points to, in any of their spellings. */
export function referredResource(value: unknown): string | undefined {
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : undefined;
  if (!isRecord(value)) return undefined;
  const target = value.Ref ?? value['Fn::GetAtt'];
  if (typeof target === 'string') return target.split('.')[0];
  return Array.isArray(target) ? referredResource(target) : undefined;
}
