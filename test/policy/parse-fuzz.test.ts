import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonFault } from '../../shared/policy/json-positions.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import {
  badCharacters,
  damaged,
  deepNesting,
  duplicateKeys,
  floods,
  huge,
  notJson,
  numbers,
  POLICIES,
  type Specimen,
  strangeNames,
  truncated,
  wrongTypes,
} from './malformed-policies.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 3);
const RANDOM = Number(process.env.FUZZ_DOCUMENTS ?? 10_000);
/** Catches what hangs or takes quadratic time; a document takes well under a millisecond. */
const MOST_MILLISECONDS = 1000;

const corpus: Readonly<Record<string, () => Iterable<Specimen>>> = {
  'cut anywhere': truncated,
  'with a value of the wrong type': wrongTypes,
  'with a key twice': duplicateKeys,
  'nested deeply': deepNesting,
  'with long runs of one thing': floods,
  'too large': huge,
  'with characters and bytes that may not be there': badCharacters,
  'with names that mean something else': strangeNames,
  'with numbers at the edge': numbers,
  'that are objects and no JSON': notJson,
  [`damaged at random, seed ${SEED}`]: () => damaged(RANDOM, SEED),
};

describe('R-JSON: every malformed document gets a PolicyError, soon', () => {
  test.each(Object.entries(corpus))(
    'documents %s',
    (_name, specimens) => {
      const prototypes = () =>
        [Object, Array, String, Function, Map].map(({ prototype }) => Reflect.ownKeys(prototype));
      const before = prototypes();
      const problems: string[] = [];
      for (const specimen of specimens()) {
        const problem = problemWith(specimen);
        if (problem !== undefined && problems.length < 20) {
          problems.push(`${specimen.what.slice(0, 200)}: ${problem}`);
        }
      }
      expect(problems).toEqual([]);
      expect(prototypes()).toEqual(before);
    },
    60_000,
  );

  test('documents with any JSON value in any place, and with any text put in', () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };
    const text = JSON.stringify({ Statement: [statement] }, null, 2);
    const place = fc.constantFrom('Version', 'Id', 'Sid', ...Object.keys(statement), 'Condition');
    const isRefusedWell = (source: string | object) =>
      expect(problemWith({ what: 'anything', source })).toBeUndefined();
    fc.assert(
      fc.property(place, fc.jsonValue({ maxDepth: 3 }), (name, value) => {
        isRefusedWell({ Statement: [{ ...statement, [name]: value }] });
        isRefusedWell(JSON.stringify({ [name]: value, Statement: [statement] }));
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(10), fc.string({ unit: 'binary' }), (at, cut, put) => {
        isRefusedWell(text.slice(0, at) + put + text.slice(at + cut));
      }),
      { numRuns: 5000 },
    );
  }, 60_000);

  test('they are more than 20,000', () => {
    let count = 0;
    for (const specimens of Object.values(corpus)) {
      for (const _ of specimens()) {
        count += 1;
        if (count > 20_000) return;
      }
    }
    throw new Error(`They are ${count}.`);
  });

  test('what they are made from is well formed', () => {
    for (const policy of Object.values(POLICIES)) {
      expect(problemWith({ what: 'a policy', source: policy })).toBeUndefined();
      expect(() => parsePolicy(JSON.stringify(policy), { account: '123456789012' })).not.toThrow();
    }
  });
});

/** What is wrong with the way the parser takes it; undefined where nothing is. */
function problemWith({ source, wrong, maxBytes }: Specimen): string | undefined {
  const began = performance.now();
  let error: unknown;
  try {
    parsePolicy(source as string | object, {
      account: '123456789012',
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  } catch (thrown) {
    error = thrown;
  }
  const took = performance.now() - began;
  if (took > MOST_MILLISECONDS) {
    return `took ${took} ms`;
  }
  if (error === undefined) {
    const fault = jsonFault(textOf(source) ?? '{}', 12);
    return fault?.message ?? (wrong && 'was taken for a policy');
  }
  if (!(error instanceof PolicyError)) {
    return `threw ${error}`;
  }
  if (wrong !== undefined && wrong !== 'somehow' && error.code !== wrong) {
    return `is ${error.code}, not ${wrong}: ${error.message}`;
  }
  return problemWithError(error, source);
}

function problemWithError(error: PolicyError, source: unknown): string | undefined {
  const { code, message, hint, path, line, column } = error;
  if (
    [code, message, hint].some((text) => typeof text !== 'string' || text === '') ||
    !path?.startsWith('$')
  ) {
    return `says too little: ${JSON.stringify([code, message, hint, path])}`;
  }
  const text = textOf(source);
  if (text === undefined || code === 'TooLarge' || code === 'InvalidEncoding') {
    return line === undefined && column === undefined ? undefined : 'has a line, and is no text';
  }
  const length = text.split('\n')[(line ?? 0) - 1]?.length ?? -1;
  return column !== undefined && column >= 1 && column <= length + 1
    ? undefined
    : `is at ${line}:${column}, which is not in the text: ${message}`;
}

function textOf(source: unknown): string | undefined {
  return ArrayBuffer.isView(source) ? String(source) : typeof source === 'string' ? source : undefined;
}
