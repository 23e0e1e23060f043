import type { KMSClient } from '@aws-sdk/client-kms';
import type { Change } from '../events/change.ts';
import { parseKeyArn } from '../events/decode.ts';
import { readKey } from '../keys/read.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import { adoptedKey, barsAdoption, firstBaseline } from '../remediation/adopt.ts';
import { keySteps } from '../remediation/key-steps.ts';
import { judge } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import { classOf } from '../standard/match.ts';
import { takeOnKey } from './take-on-key.ts';
import type { Thing, Ward } from './ward.ts';

/** After so many, V8 has the rules compiled. */
const enough = 20;

const anyKey = {
  state: 'Enabled',
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: 'no',
  rotation: { kind: 'unsupported' },
  aliases: [],
  tags: {},
} as const;

const unapproved = {
  arn: '',
  version: 0,
  state: 'Enabled',
  rotation: { kind: 'unsupported' },
  adoptedAt: '',
  changeId: '',
  by: { kind: 'unknown' },
  why: 'nothing: it is a rehearsal',
} as const;

/** Looks after keys. */
export function keyWard(kms: (region: string) => KMSClient): Ward<'key'> {
  let rehearsals = 0;
  return {
    scope: 'key',
    find: ({ key }) => (key === undefined ? [] : [key]),
    read: (thing, change) => readKey(kms(thing.region), referenceTo(thing), change),
    rehearse(change, standard, rules) {
      const { key } = change;
      if (change.operation !== 'PutKeyPolicy' || key === undefined || rehearsals >= enough) return;
      rehearsals += 1;
      const { policy = '{}' } = change.details;
      const supposed: KeySnapshot = { ...anyKey, ...key, policy };
      const { governance } = classOf(standard, supposed);
      judge(rules, { snapshot: supposed, governance, change });
      keySteps(
        'revert-policy',
        { snapshot: supposed, governance, baseline: { ...unapproved, policy } },
        rules,
      );
    },
    // By the labels that were approved: who changes a tag must not choose the rules for it.
    classOf: (standard, { account, region, tags, aliases }, baseline) =>
      classOf(standard, {
        account,
        region,
        tags: baseline?.tags ?? tags,
        aliases: baseline?.aliases ?? aliases,
      }),
    first: firstBaseline,
    barsAdoption,
    adopt: adoptedKey,
    meanwhile: brokenMeanwhile,
    stepsFor: keySteps,
    take: (step, { arn, region }) => takeOnKey(kms(region), arn, step),
  };
}

/**
 * What a policy change broke that is no longer live: somebody, or the guardian for another event, has put it
 * right since. It was live for a while all the same, and people are told.
 */
export function brokenMeanwhile(subject: Subject, rules: readonly AnyRule[]): readonly Finding[] {
  const { change, snapshot } = subject;
  if (change?.operation !== 'PutKeyPolicy' || isOwn(subject)) return [];
  const { policy } = change.details;
  if (policy === undefined || policy === snapshot.policy) return [];
  return judge(rules, { ...subject, snapshot: { ...snapshot, policy } });
}

function referenceTo({ arn }: Thing): NonNullable<Change['key']> {
  const key = parseKeyArn(arn);
  if (key === undefined) throw new TypeError(`${arn} is the ARN of no key`);
  return key;
}
