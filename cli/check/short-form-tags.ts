import { type CollectionTag, Pair, Scalar, type ScalarTag, YAMLMap, type YAMLSeq } from 'yaml';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const functions = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

const names = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...functions.map((name) => [`!${name}`, `Fn::${name}`] as const),
]);

/** CloudFormation's short forms, read as the long ones: `!Ref X` as `{ Ref: X }`. */
export const shortFormTags: readonly (ScalarTag | CollectionTag)[] = [...names].flatMap(([tag, name]) => [
  {
    tag,
    // `!GetAtt Key.Arn` is the only one whose one text stands for two.
    resolve: (value: string) => ({ [name]: tag === '!GetAtt' ? halves(value) : value }),
  },
  ...(['map', 'seq'] as const).map((collection) => ({
    tag,
    collection,
    resolve: (value: YAMLMap.Parsed | YAMLSeq.Parsed) => wrapped(name, value),
  })),
]);

function halves(value: string): readonly string[] {
  const dot = value.indexOf('.');
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
}

function wrapped(name: string, value: unknown): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(name), value));
  return map;
}
