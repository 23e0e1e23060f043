import type { PolicyErrorCode } from '../../shared/policy/policy-error.ts';

/** A document for the parser. `wrong` where it is certain to be no policy: why, or just that. */
export type Specimen = {
  readonly what: string;
  readonly source: unknown;
  readonly wrong?: PolicyErrorCode | 'somehow';
  readonly maxBytes?: number;
};

type Place = readonly (string | number)[];

const ROOT = 'arn:aws:iam::123456789012:root';
const KEY_ADMINISTRATOR = {
  Sid: 'Key administrators can manage the lifecycle of this key',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::123456789012:role/keyadmin'] },
  Action: ['kms:Create*', 'kms:Describe*', 'kms:Put*', 'kms:TagResource', 'kms:ScheduleKeyDeletion'],
  Resource: '*',
};
const ACCOUNT_ONLY = {
  Sid: 'Account root user has full access and IAM policies disabled',
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: 'kms:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
};

/** Policies as people write them: the mutations start from these. */
export const POLICIES = {
  default: {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: ROOT },
      Action: 'kms:*',
      Resource: '*',
    },
  },
  sample: {
    Version: '2012-10-17',
    Id: 'Key-policy',
    Statement: [
      ACCOUNT_ONLY,
      KEY_ADMINISTRATOR,
      {
        Sid: 'Allow use of the key',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::123456789012:role/keyuser'] },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
      },
    ],
  },
  conditions: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com', Federated: 'cognito-identity.amazonaws.com' },
        Action: 'kms:Decrypt',
        Resource: ['*'],
        Condition: {
          StringEqualsIfExists: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] },
          StringLike: { 'aws:PrincipalTag/team': 'blue-*', 'kms:EncryptionContext:a/b': ['x', 'y'] },
          'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['a', 'b'] },
          ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket-*' },
          NumericLessThan: { 'kms:RotationPeriodInDays': 365 },
          DateGreaterThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' },
          IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] },
          Bool: { 'aws:SecureTransport': true },
          Null: { 'aws:SourceVpce': 'false' },
        },
      },
      {
        Effect: 'Deny',
        NotPrincipal: { AWS: ['123456789012', 'arn:aws:sts::123456789012:assumed-role/App/alice'] },
        NotAction: ['kms:Describe*', 'kms:List*'],
        NotResource: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      },
    ],
  },
} as const;

const all: readonly unknown[] = Object.values(POLICIES);

/** Every value in the data, with its place. */
function* values(data: unknown, place: Place = []): Generator<readonly [Place, unknown]> {
  yield [place, data];
  if (typeof data === 'object' && data !== null) {
    for (const [name, value] of Object.entries(data)) {
      yield* values(value, [...place, Array.isArray(data) ? Number(name) : name]);
    }
  }
}

/** Every object in the data that has names, with its place. */
function* objects(data: unknown): Generator<readonly [Place, Readonly<Record<string, unknown>>]> {
  for (const [place, value] of values(data)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      yield [place, value as Record<string, unknown>];
    }
  }
}

/** A copy of the data with another value in this place. */
function put(data: unknown, [name, ...rest]: Place, value: unknown): unknown {
  if (name === undefined) {
    return value;
  }
  if (Array.isArray(data)) {
    return data.map((each, at) => (at === name ? put(each, rest, value) : each));
  }
  const fields = data as Record<string, unknown>;
  return { ...fields, [name]: put(fields[name], rest, value) };
}

const named = (place: Place) => place.join('/') || 'the document';

export function* truncated(): Generator<Specimen> {
  for (const policy of all) {
    for (const text of [JSON.stringify(policy), JSON.stringify(policy, null, 2)]) {
      for (let end = 0; end < text.length; end++) {
        const what = `cut after ${end} characters`;
        yield { what, source: text.slice(0, end), wrong: 'InvalidJson' };
        yield { what, source: Buffer.from(text.slice(0, end)), wrong: 'InvalidJson' };
      }
    }
  }
}

const NOWHERE = /^$/;
const IN_CONDITIONS = /\/Condition\/.+\/.+/;
const AS_TEXT = /^Id$|\/Sid|Resource|\/Federated|\/Condition\/.+\/.+/;

/** Values, and the places where each may be right. */
const WRONG_VALUES: readonly (readonly [unknown, RegExp])[] = [
  ...[null, [null], [[]], [{}], [['*']], { x: 1 }, { '': '' }].map((it) => [it, NOWHERE] as const),
  [JSON.parse('{"__proto__": {"Effect": "Allow"}}'), NOWHERE],
  ...[true, 0, -1.5e300, ['x', 'y', 7]].map((it) => [it, IN_CONDITIONS] as const),
  ...['', 'x', '__proto__', 'constructor', 'toString'].map((it) => [it, AS_TEXT] as const),
  [[], /^Statement$|\/Condition\/.+\/.+/],
  [{}, /\/Condition(\/[\w:]+)?$/],
];

export function* wrongTypes(): Generator<Specimen> {
  for (const policy of all) {
    for (const [place] of values(policy)) {
      for (const [value, right] of WRONG_VALUES) {
        const [what, source] = [`${JSON.stringify(value)} for ${named(place)}`, put(policy, place, value)];
        const wrong = right.test(place.join('/')) ? {} : ({ wrong: 'somehow' } as const);
        yield { what, source: JSON.stringify(source, null, 1), ...wrong };
        if (typeof source !== 'string') {
          yield { what: `${what}, as an object`, source, ...wrong };
        }
      }
    }
  }
}

const escaped = (text: string) =>
  [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** Ways to spell a JSON string, without its quotes. */
const spellings = (name: string) => [
  name,
  escaped(name.slice(0, 1)) + name.slice(1),
  name.slice(0, -1) + escaped(name.slice(-1)).toUpperCase().replace('\\U', '\\u'),
  escaped(name),
  name.replaceAll('/', '\\/'),
];

const MARK = '(the key that is there twice)';

/** Each key twice, spelled in many ways, among strings that look like keys. */
export function* duplicateKeys(): Generator<Specimen> {
  for (const policy of all) {
    for (const [place, fields] of objects(policy)) {
      for (const name of Object.keys(fields)) {
        for (const [at, spelled] of spellings(name).entries()) {
          for (const twin of [
            { ...fields, [MARK]: fields[name] },
            { [MARK]: ['":', ':', '" :'], ...fields },
          ]) {
            const text = JSON.stringify(put(policy, place, twin), null, at % 2);
            const source = text.replace(`"${MARK}":`, () => `"${spelled}"${' '.repeat(at)}:`);
            yield { what: `${named(place)}: ${spelled} twice`, source, wrong: 'DuplicateKey' };
          }
        }
      }
    }
  }
}

const NESTS = [
  ['[', ']'],
  ['{"a":', '}'],
  ['[{"Statement":', '}]'],
  ['[ ', ' ]'],
] as const;
const NESTED = [
  ['', ''],
  ['{"Statement":', '}'],
  ['{"Statement":[{"Effect":"Allow","Principal":"*","Action":', '}]}'],
  ['{"Statement":[{"Effect":"Allow","Condition":{"Bool":{"aws:SecureTransport":', '}}}]}'],
] as const;

export function* deepNesting(): Generator<Specimen> {
  for (const depth of [13, 100, 10_000, 1_000_000]) {
    for (const [open, close] of NESTS) {
      for (const [before, after] of depth > 10_000 ? NESTED.slice(0, 1) : NESTED) {
        const half = `${before}${open.repeat(depth)}`;
        for (const source of [half, `${half}1${close.repeat(depth)}${after}`]) {
          const what = `${depth} of ${open} after ${before}`;
          yield { what, source, wrong: 'somehow' };
          if (depth <= 10_000) {
            yield { what: `${what}, with no limit of size`, source, wrong: 'somehow', maxBytes: 1e9 };
          }
        }
      }
    }
    let [list, object]: [unknown, unknown] = ['x', 'x'];
    for (let level = 0; level < depth; level++) {
      [list, object] = [[list], { Statement: object }];
    }
    for (const source of [list, object, { Statement: list }]) {
      yield { what: `an object ${depth} deep`, source, wrong: 'TooDeep' };
    }
  }
  const source = '['.repeat(300_000);
  yield { what: 'a list 300,000 deep, with no limit of size', source, wrong: 'somehow', maxBytes: 1e9 };
}

const FLOODS = [
  ...String.raw`0 1 " \ \\ \" : , ": [ { ] * ? *a .a a. a- :* :: / - $ \u0041 \u 1.1. 1e T00`.split(' '),
  ...[' ', '\t', '" :', '"   ', `${'$'}{`, `${'$'}{a}`, `${'$'}{a,'`],
];
const ENDS = ['', 'x', '"', '!', '*', '.', '\\'];
const FLOODED: readonly (readonly [string, string])[] = [
  ['', ''],
  ['{"Version":"', '"}'],
  ['{"', '":1}'],
  ['{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:', '"}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:role/', '"}}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":{"AWS":"A', '"}}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":{"Service":"', '"}}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":{"Federated":"', '"}}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":"*","Condition":{"ForAllValues:', '":{}}}]}'],
  ['{"Statement":[{"Effect":"Allow","Principal":"*","Condition":{"Bool":{"aws:', '":true}}}]}'],
  ...['NumericEquals', 'DateEquals', 'IpAddress', 'Bool', 'StringLike', 'ArnLike'].flatMap((operator) => {
    const before = `{"Statement":[{"Effect":"Allow","Principal":"*","Condition":{"${operator}":{"aws:x":"`;
    return ['', '1', '2001:'].map((start) => [`${before}${start}`, '"}}}]}'] as const);
  }),
];

/** Long runs of what makes regular expressions go back, in every kind of place, just under the limit of size. */
export function* floods(): Generator<Specimen> {
  for (const flood of FLOODS) {
    for (const end of ENDS) {
      for (const [before, after] of FLOODED) {
        const room = 32_700 - before.length - after.length;
        const run = flood.repeat(Math.floor(room / flood.length));
        yield { what: `${before} and a run of ${flood}`, source: `${before}${run}${end}${after}` };
      }
    }
  }
  for (const flood of FLOODS) {
    const source = `{"Statement":[{"Sid":"${flood.repeat(1_000_000 / flood.length)}"}]}`;
    yield { what: `a megabyte of ${flood}`, source, wrong: 'TooLarge' };
    yield { what: `a megabyte of ${flood}, with no limit of size`, source, wrong: 'somehow', maxBytes: 1e9 };
  }
  // A long name above many values, and many names.
  const name = 'k'.repeat(16_000);
  for (const inside of [`[${'1,'.repeat(8000)}1`, `{${'"a":1,'.repeat(2000)}`, '{"a":1,"a":'.repeat(8)]) {
    yield { what: 'a long name', source: `{"${name}":${inside}`, wrong: 'somehow' };
    yield { what: 'a long name', source: `{"${name}":${inside.replace('1', '":"')}}`, wrong: 'somehow' };
  }
}

export function* huge(): Generator<Specimen> {
  for (const size of [33_000, 1_000_000, 50_000_000]) {
    const run = 'x'.repeat(size);
    for (const policy of size > 1_000_000 ? [POLICIES.default] : all) {
      for (const [place, value] of values(policy)) {
        if (typeof value === 'string') {
          const source = put(policy, place, run);
          yield { what: `${size} characters for ${named(place)}`, source, wrong: 'TooLarge' };
        }
      }
      for (const [place, fields] of objects(policy)) {
        const source = put(policy, place, { ...fields, [run]: '*' });
        yield { what: `a name of ${size} characters`, source, wrong: 'TooLarge' };
      }
    }
    for (const text of [`{"Id":"${run}"}`, `{"Id":${' '.repeat(size)}1}`, '\0'.repeat(size)]) {
      yield { what: `${size} characters of text`, source: text, wrong: 'TooLarge' };
      yield { what: `${size} bytes`, source: Buffer.from(text), wrong: 'TooLarge' };
    }
    const statements = new Array(Math.min(size, 1e6)).fill(POLICIES.default.Statement);
    yield { what: `${statements.length} statements`, source: { Statement: statements }, wrong: 'TooLarge' };
  }
}

/** In hexadecimal: bytes out of place, overlong forms, surrogates, what lies beyond Unicode. */
const BAD_BYTES =
  'ff feff 80 bfbf c080 c0af c1bf e282 e080af e09fbf f08080af f4908080 eda080 edbfbf eda0bdedb880 f8888080';
const BAD_CHARACTERS = ['\0', '\x01', '\x1f', '\x7f', '\x80', '\x9f', '\u0100', '\u2028', '\ud800', '\udc00'];

export function* badCharacters(): Generator<Specimen> {
  for (const policy of all) {
    const text = JSON.stringify(policy);
    const bytes = Buffer.from(text);
    for (let at = 0; at <= text.length; at += 7) {
      for (const bad of BAD_BYTES.split(' ')) {
        const source = Buffer.concat([bytes.subarray(0, at), Buffer.from(bad, 'hex'), bytes.subarray(at)]);
        yield { what: `the bytes ${bad} at ${at}`, source, wrong: 'InvalidEncoding' };
      }
      for (const bad of [...BAD_CHARACTERS, '\ufeff', '\uffff', '😀']) {
        const source = text.slice(0, at) + bad + text.slice(at);
        yield { what: `${JSON.stringify(bad)} at ${at}`, source, wrong: 'InvalidCharacter' };
      }
    }
    yield { what: 'a byte order mark', source: Buffer.from(`\ufeff${text}`), wrong: 'InvalidCharacter' };
    yield { what: 'UTF-16', source: Buffer.from(text, 'utf16le'), wrong: 'InvalidCharacter' };
    yield { what: 'UTF-16 and its mark', source: Buffer.from(`\ufeff${text}`, 'utf16le'), wrong: 'somehow' };
    for (const [place, value] of values(policy)) {
      for (const bad of typeof value === 'string' ? BAD_CHARACTERS.slice(3, 8) : []) {
        const source = put(policy, place, `${value}${bad}`);
        yield { what: `${JSON.stringify(bad)} in an object`, source, wrong: 'InvalidCharacter' };
      }
    }
  }
}

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', ''];

/** Names that mean something to JavaScript, and names that nearly mean something to KMS. */
export function* strangeNames(): Generator<Specimen> {
  for (const policy of all) {
    for (const [place, fields] of objects(policy)) {
      for (const name of NAMES) {
        for (const value of ['*', { Effect: 'Allow', polluted: true }]) {
          const source = put(policy, place, Object.fromEntries([...Object.entries(fields), [name, value]]));
          yield { what: `${name} in ${named(place)}`, source, wrong: 'somehow' };
          yield { what: `${name} in ${named(place)}`, source: JSON.stringify(source), wrong: 'somehow' };
        }
      }
      const inCondition = place.includes('Condition');
      for (const name of Object.keys(fields)) {
        const kelvin = name.replace(/k/i, '\u212a');
        const others = [`${name}s`, ` ${name}`, `${name} `, `${name}\n`, name.slice(1), kelvin];
        for (const other of inCondition ? others : [...others, name.toLowerCase(), name.toUpperCase()]) {
          const entries = Object.entries(fields).map(([key, value]) => [key === name ? other : key, value]);
          const data = put(policy, place, Object.fromEntries(entries));
          const source = JSON.stringify(data).replace('\u212a', '\\u212a');
          const wrong =
            inCondition && name.includes(':') && !name.startsWith('For') ? {} : { wrong: 'somehow' as const };
          yield { what: `${other} for ${name}`, source, ...(other === name ? {} : wrong) };
        }
      }
    }
    const text = JSON.stringify(policy);
    for (const effect of String.raw`allow,ALLOW,aLLOW,Allow , Allow,Allow\u0000,All\u006fws,deny,`.split(
      ',',
    )) {
      yield { what: effect, source: text.replace('"Allow"', `"${effect}"`), wrong: 'InvalidValue' };
    }
  }
}

const NO_JSON = '01 +1 .5 1. NaN Infinity -Infinity 0x10 1e - --1 1_0'.split(' ');
const INEXACT = '1e999 -1e999 123456789012345678901234567890 1e400 9007199254740993'.split(' ');

export function* numbers(): Generator<Specimen> {
  for (const policy of all) {
    for (const [place] of values(policy)) {
      const text = JSON.stringify(put(policy, place, MARK));
      for (const number of [...NO_JSON, ...INEXACT]) {
        const source = text.replace(`"${MARK}"`, number);
        yield { what: `${number} for ${named(place)}`, source, wrong: 'somehow' };
      }
      for (const number of ['-0', '1e-999', '0.1', '1E3']) {
        yield { what: `${number} for ${named(place)}`, source: text.replace(`"${MARK}"`, number) };
      }
    }
  }
}

/** What JavaScript has and JSON has not. */
function makeStrangers(): Readonly<Record<string, unknown>> {
  const circle: unknown[] = ['x'];
  circle.push({ AWS: circle });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const refuse = (): never => {
    throw new RangeError('no');
  };
  const bomb = (fan: number) => {
    let value: unknown = '*';
    for (let level = 0; level < 7; level++) value = new Array(fan).fill(value);
    return value;
  };
  class Conditions {
    Bool = { 'aws:SecureTransport': 'true' };
  }
  return {
    'a circle': circle,
    // biome-ignore format: one line a stranger
    'a getter that throws no error': { get AWS() { throw null; } },
    'a getter that throws': Object.defineProperty({}, 'AWS', { enumerable: true, get: refuse }),
    'a revoked proxy': proxy,
    'a proxy that throws': new Proxy({}, { ownKeys: refuse, getPrototypeOf: refuse }),
    'a list that throws': new Proxy(['*'], { get: refuse }),
    'a bigint': 1n,
    'a function': () => '*',
    'a symbol': Symbol('*'),
    'a map': new Map([['Bool', { 'aws:SecureTransport': 'true' }]]),
    'a set': new Set(['*']),
    'a date': new Date(0),
    'a class instance': new Conditions(),
    'an inherited value': Object.create({ AWS: '*' }),
    'a list with holes': Object.assign(new Array(2), { 1: 'kms:Decrypt' }),
    'a list of a billion holes': new Array(1e9),
    'a list of the most holes': new Array(2 ** 32 - 1),
    'a list of nothing': [undefined],
    'a boxed string': new String('*'),
    'a boxed boolean': Object(true),
    'a regular expression': /x/,
    bytes: new Uint16Array(3),
    'a promise': Promise.resolve('*'),
    'not a number': Number.NaN,
    infinity: Number.POSITIVE_INFINITY,
    'what says it is a string': { toJSON: () => '*', toString: () => '*' },
    'shared lists': bomb(40),
    'shared empty lists': new Array(1_000_000).fill([]),
  };
}

export function* notJson(): Generator<Specimen> {
  const strangers = Object.entries(makeStrangers());
  for (const policy of all) {
    for (const [place] of values(policy)) {
      for (const [what, value] of strangers) {
        yield { what: `${what} for ${named(place)}`, source: put(policy, place, value), wrong: 'somehow' };
      }
    }
  }
  for (const source of [undefined, null, 7, true]) {
    yield { what: String(source), source, wrong: 'somehow' };
  }
}

const TOKENS = [
  ...String.raw`{ } [ ] , : " \ ": \u0022 \ud800 null true 0 1e9 - * kms: Not ForAnyValue: IfExists`.split(
    ' ',
  ),
  ...[' ', '\n', '"Effect":"Allow",', '"__proto__":', '\u00e9', '\u20ac'],
];

/** Documents damaged at random: text and bytes in a few places, and data with a few values exchanged. */
export function* damaged(count: number, seed: number): Generator<Specimen> {
  const random = randomNumbers(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  for (let document = 0; document < count; document++) {
    const policy = pick(all);
    let text = JSON.stringify(policy, null, pick([0, 2]));
    if (random() < 0.5) {
      for (let times = pick([1, 1, 2, 5]); times > 0; times--) {
        const [from, to] = [Math.floor(random() * text.length), Math.floor(random() * text.length)];
        const token = pick([...TOKENS, '', text.slice(from, from + 20)]);
        text = text.slice(0, to) + token + text.slice(to + pick([0, 0, 1, token.length, 10]));
      }
      const bytes = Buffer.from(text);
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      yield { what: text, source: pick([text, bytes]) };
    } else {
      let data: unknown = policy;
      for (let times = pick([1, 2, 4]); times > 0; times--) {
        const places = [...values(data)].slice(1);
        const [[from, value], [to]] = [pick(places), pick(places)] as const;
        data = put(data, to, pick<unknown>([value, [value], { [String(from.at(-1))]: value }, undefined]));
        if (typeof data !== 'object' || data === null) break;
      }
      yield { what: JSON.stringify(data), source: pick([data, JSON.stringify(data) ?? '']) };
    }
  }
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
