import type { KMSClient } from '@aws-sdk/client-kms';
import type { Change } from '../events/change.ts';
import { parseKeyArn } from '../events/decode.ts';
import { asLeftBy } from '../keys/as-left-by.ts';
import { readKey } from '../keys/read.ts';
import { showsChange } from '../keys/shows-change.ts';
import { adoptedKey, barsAdoption, firstBaseline } from '../remediation/adopt.ts';
import { baselineAsFound } from '../remediation/adopt-as-found.ts';
import { keyNews } from '../remediation/key-news.ts';
import { keySteps } from '../remediation/key-steps.ts';
import { keyStateFor } from '../remediation/state-for.ts';
import { judge } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import { classOf } from '../standard/match.ts';
import { takeOnKey } from './take-on-key.ts';
import type { Thing, Ward } from './ward.ts';

/** Looks after keys. */
export function keyWard(kms: (region: string) => KMSClient): Ward<'key'> {
  return {
    scope: 'key',
    find: ({ key }) => (key === undefined ? [] : [key]),
    read: (thing, change) => readKey(kms(thing.region), referenceTo(thing), change),
    // By the labels that were approved: who changes a tag must not choose the rules for it.
    classOf: (standard, { account, region, tags, aliases }, baseline) =>
      classOf(standard, {
        account,
        region,
        tags: baseline?.tags ?? tags,
        aliases: baseline?.aliases ?? aliases,
      }),
    first: firstBaseline,
    news: keyNews,
    shows: showsChange,
    barsAdoption,
    adopt: adoptedKey,
    asFound: baselineAsFound,
    meanwhile: brokenMeanwhile,
    stateFor: keyStateFor,
    stepsFor: keySteps,
    take: (step, { arn, region }) => takeOnKey(kms(region), arn, step),
  };
}

/**
 * What a change broke that is no longer so: somebody, or the guardian for another event, has put it right since. It was live for a while all the same, and people are told.
 */
export function brokenMeanwhile(subject: Subject, rules: readonly AnyRule[]): readonly Finding[] {
  const { change, snapshot } = subject;
  const left = change && asLeftBy(change, snapshot);
  return left === undefined || isOwn(subject) ? [] : judge(rules, { ...subject, snapshot: left });
}

function referenceTo({ arn }: Thing): NonNullable<Change['key']> {
  const key = parseKeyArn(arn);
  if (key === undefined) throw new TypeError(`${arn} is the ARN of no key`);
  return key;
}
