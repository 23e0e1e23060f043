import type { CloudTrail } from '../aws/cloudtrail.ts';
import type { Change } from '../events/change.ts';
import { readSelectors, toAwsSelectors } from '../perimeter/event-selectors.ts';
import { readTrail } from '../perimeter/read-trail.ts';
import type { TrailSnapshot } from '../perimeter/trail.ts';
import { parseTrailArn, type TrailReference, trailNamed } from '../perimeter/trail-arn.ts';
import { trailStateFor } from '../remediation/state-for.ts';
import type { Step, Taken } from '../remediation/step.ts';
import { trailSteps } from '../remediation/trail-steps.ts';
import { judgeAs } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import { classOf } from '../standard/match.ts';
import { NoSuchStep } from './no-such-step.ts';
import type { Thing, Ward } from './ward.ts';

/**
 * Looks after trails. There is no baseline of a trail: whatever it selects, all of KMS must be in it.
 *
 * A trail of an organization is looked after in the account that owns it. A member account cannot change it, so that no
 * event of a change to it appears there; among the other trails of a member account it counts.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export function trailWard(cloudTrail: (region: string) => Promise<CloudTrail>): Ward<'trail'> {
  return {
    scope: 'trail',
    find: (change) => trailIn(change) ?? [],
    read: async (thing, change) => readTrail(await cloudTrail(thing.region), referenceTo(thing), change),
    // By account and Region: a trail logs the keys of all classes, and has no tags or aliases to tell one by.
    classOf: (standard, { account, region }) => classOf(standard, { account, region, tags: {}, aliases: [] }),
    meanwhile: unloggedMeanwhile,
    stateFor: trailStateFor,
    stepsFor: trailSteps,
    take: async (step, thing) => takeOnTrail(await cloudTrail(thing.region), thing.arn, step),
  };
}

function trailIn(change: Change): readonly TrailReference[] | undefined {
  switch (change.operation) {
    case 'CreateTrail':
    case 'UpdateTrail':
    case 'DeleteTrail':
    case 'StartLogging':
    case 'StopLogging':
    case 'PutEventSelectors': {
      const { trail } = change.details;
      const named = trail === undefined ? undefined : trailNamed(trail, change);
      return named && [named];
    }
    default:
      return undefined;
  }
}

/** What the change broke, though the trail is right again: for a while calls went unlogged, which people are told. */
export function unloggedMeanwhile(subject: Subject<'trail'>, rules: readonly AnyRule[]): readonly Finding[] {
  const { change, snapshot } = subject;
  const then = change && asLeftBy(change);
  if (then === undefined || isOwn(subject)) return [];
  return judgeAs('trail', rules, { ...subject, snapshot: { ...snapshot, ...then } });
}

function asLeftBy(change: Change): Partial<TrailSnapshot> | undefined {
  switch (change.operation) {
    case 'StopLogging':
      return { state: 'stopped' };
    case 'DeleteTrail':
      return { state: 'gone' };
    case 'PutEventSelectors': {
      const { eventSelectors, advancedEventSelectors } = change.details;
      if (eventSelectors === undefined && advancedEventSelectors === undefined) return undefined;
      return { selectors: readSelectors({ eventSelectors, advancedEventSelectors }) };
    }
    default:
      return undefined;
  }
}

async function takeOnTrail(cloudTrail: CloudTrail, arn: string, step: Step): Promise<Taken> {
  switch (step.kind) {
    case 'start-logging':
      await cloudTrail.startLogging({ Name: arn });
      return { outcome: 'done' };
    case 'put-event-selectors':
      await cloudTrail.putEventSelectors({ TrailName: arn, ...toAwsSelectors(step.selectors) });
      return { outcome: 'done' };
    default:
      throw new NoSuchStep(step.kind, 'a trail');
  }
}

function referenceTo({ arn }: Thing): TrailReference {
  const trail = parseTrailArn(arn);
  if (trail === undefined) throw new TypeError(`${arn} is the ARN of no trail`);
  return trail;
}
