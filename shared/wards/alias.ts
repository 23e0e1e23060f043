import {
  CreateAliasCommand,
  DescribeKeyCommand,
  type KMSClient,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import type { Change } from '../events/change.ts';
import type { AliasSnapshot } from '../keys/alias.ts';
import { readAlias, readMeantKey } from '../keys/read-alias.ts';
import type { Baseline } from '../ledger/ledger.ts';
import { adoptedAlias, firstAlias } from '../remediation/adopt-alias.ts';
import { aliasSteps } from '../remediation/alias-steps.ts';
import { isNews } from '../remediation/news.ts';
import { aliasStateFor } from '../remediation/state-for.ts';
import type { Step, Taken } from '../remediation/step.ts';
import { moveOf } from '../rules/alias-move.ts';
import { judgeAs } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import { classOf } from '../standard/match.ts';
import { NoSuchStep } from './no-such-step.ts';
import type { Approvals, Thing, Ward } from './ward.ts';

/** Looks after aliases. An alias is of the class of the key that applications mean by it: the approved one. */
export function aliasWard(kms: (region: string) => KMSClient): Ward<'alias'> {
  return {
    scope: 'alias',
    find,
    read: (thing, change) => readAlias(kms(thing.region), { ...thing, claimed: claimedBy(change) }),
    complete: (snapshot, baseline, change, approvals) =>
      complete(kms(snapshot.region), snapshot, baseline, change, approvals),
    classOf: (standard, { account, region, name, meant }) =>
      classOf(standard, { account, region, tags: meant?.tags ?? {}, aliases: meant?.aliases ?? [name] }),
    first: (subject, _rules, now) => firstAlias(subject, now),
    adopt: adoptedAlias,
    meanwhile: hijackedMeanwhile,
    stateFor: aliasStateFor,
    stepsFor: aliasSteps,
    take: (step, { region }) => take(step, kms(region)),
  };
}

/** The alias of a change; those called `alias/aws/` are AWS's own. */
function find(change: Change): readonly Thing[] {
  const { region, account, key } = change;
  switch (change.operation) {
    case 'CreateAlias':
    case 'UpdateAlias':
    case 'DeleteAlias': {
      const { alias } = change.details;
      // The record names the key, always of the alias's own account and Region, and so the partition.
      const place = key && /^arn:[^:]+:kms:[^:]+:\d{12}:/.exec(key.arn)?.[0];
      if (alias === undefined || place === undefined || alias.startsWith('alias/aws/')) return [];
      return [{ arn: `${place}${alias}`, account: key?.account ?? account, region: key?.region ?? region }];
    }
    default:
      return [];
  }
}

/** The key that the alias points to if the change was the last one. */
function claimedBy(change: Change): string | undefined {
  return change.operation === 'DeleteAlias' ? undefined : change.key?.arn;
}

/**
 * The key that was approved for the alias, or else that it points to, or else that it pointed to until it was deleted.
 * Where it was moved and nothing is approved, the key that was meant is not known: whoever moved it chose the one that it
 * points to, and must not choose the rules by it.
 */
async function complete(
  kms: KMSClient,
  snapshot: AliasSnapshot,
  baseline: Baseline<'alias'> | undefined,
  change: Change,
  approvals: Approvals,
): Promise<AliasSnapshot> {
  const found = change.operation === 'UpdateAlias' ? undefined : (snapshot.target ?? change.key?.arn);
  const arn = baseline?.target ?? found;
  if (arn === undefined) return snapshot;
  const meant = await readMeantKey(kms, arn, approvals.baseline(arn));
  // Approved for the key, the alias is one of its labels, even while it points elsewhere.
  const aliases = arn === baseline?.target ? [...new Set([...meant.aliases, snapshot.name])] : meant.aliases;
  return { ...snapshot, meant: { ...meant, aliases } };
}

/** A move that is no longer so: somebody, or the guardian for another event, has put the alias right since. */
function hijackedMeanwhile(subject: Subject<'alias'>, rules: readonly AnyRule[]): readonly Finding[] {
  const { change, snapshot, baseline } = subject;
  const move = moveOf(change, snapshot);
  if (change === undefined || move === undefined || isOwn(subject)) return [];
  if (move.target === snapshot.target) return [];
  // One who may can have moved a new alias on before its creation was told.
  if (change.operation === 'CreateAlias' && !isNews(change, baseline)) return [];
  return judgeAs('alias', rules, { ...subject, snapshot: { ...snapshot, target: move.target } });
}

async function take(step: Step, kms: KMSClient): Promise<Taken> {
  switch (step.kind) {
    case 'update-alias':
      return update(kms, step.alias, step.target);
    case 'create-alias':
      return create(kms, step.alias, step.target);
    default:
      throw new NoSuchStep(step.kind, 'an alias');
  }
}

async function update(kms: KMSClient, AliasName: string, TargetKeyId: string): Promise<Taken> {
  try {
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId }));
    return { outcome: 'done' };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFoundException') throw error;
    // Either the alias is gone or the key is. Where the key is there, it is the alias.
    await kms.send(new DescribeKeyCommand({ KeyId: TargetKeyId }));
    return { outcome: 'skipped', why: 'The alias was deleted before; its deletion has an event of its own.' };
  }
}

async function create(kms: KMSClient, AliasName: string, TargetKeyId: string): Promise<Taken> {
  try {
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    return { outcome: 'done' };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AlreadyExistsException') throw error;
    return { outcome: 'skipped', why: 'The alias was created again before; that has an event of its own.' };
  }
}
