import type { ReceivedMessage } from '../sandbox/sqs/queue.ts';
import type { Outbox } from '../shared/alerts/outbox.ts';
import { guard } from '../shared/guard.ts';
import { handleBatch } from '../shared/lambda/batch.ts';
import type { Ledger } from '../shared/ledger/ledger.ts';
import type { Tools } from '../shared/tools.ts';
import { keyWard } from '../shared/wards/key.ts';
import { callerOf, DirectKms } from './direct-kms.ts';
import { eachMethod } from './each-method.ts';
import { type FunctionSettings, settings } from './functions.ts';
import { AwsError, type Invocation } from './invocation.ts';
import type { Done } from './queues.ts';
import { rememberingRules } from './remembered/rules.ts';
import type { World } from './world.ts';

/** Runs a function over a batch, as its Lambda handler does, until it is done, crashes, or its time is up. */
export function runFunction(
  world: World,
  of: FunctionSettings,
  invocation: Invocation,
  batch: readonly ReceivedMessage[],
  done: Done,
): void {
  const { scheduler } = world.options;
  scheduler.after(settings.timeoutSeconds * 1_000, () => invocation.die('timeout'));
  const tools = toolsFor(world, of, invocation);
  const handle = async (message: ReceivedMessage) => {
    const event: unknown = JSON.parse(message.body);
    invocation.handling = about(event);
    world.journal.line(
      `  ${invocation.id} begins with ${invocation.handling.changeId.slice(-6)}, try ${message.receiveCount}`,
    );
    const guarding = guard(event, { ...tools, isLastTry: message.receiveCount >= settings.maxReceiveCount });
    await (world.options.mutant?.swallows ? guarding.catch(() => {}) : guarding);
  };
  const log = {
    error: (_: string, error: unknown) =>
      world.journal.line(`  ${invocation.id}: ${error instanceof Error ? error.message : String(error)}`),
  };
  void handleBatch(batch, handle, log).then(({ batchItemFailures: failures }) => {
    if (!invocation.alive) return;
    invocation.end();
    const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
    done(batch.flatMap(({ messageId, receiptHandle }) => (failed.has(messageId) ? [] : receiptHandle)));
  });
}

/** The change that an event is about, and its key. */
function about(event: unknown): Invocation['handling'] {
  const { detail } = event as { readonly detail?: Readonly<Record<string, unknown>> };
  const [resource] = Array.isArray(detail?.resources) ? detail.resources : [];
  return {
    changeId: String(detail?.eventID ?? detail?.id ?? ''),
    key: String(detail?.arn ?? (resource as { readonly ARN?: string } | undefined)?.ARN ?? ''),
  };
}

function toolsFor(world: World, of: FunctionSettings, invocation: Invocation): Tools {
  const { standard, mutant } = world.options;
  const writing = (by: Invocation | undefined, resent: boolean, key?: string) => {
    if (key !== undefined) world.changing(key);
    world.handle(
      by && {
        invocation: by.id,
        changeId: by.handling.changeId,
        lookedAt: by.lookedAt,
        resent,
      },
    );
  };
  const kms = new DirectKms(world.kms, world.reads, invocation, callerOf(of.role), writing, {
    pace: world.paceOf(of.name, invocation),
    quotas: world.quotas,
  }).client();
  let leases = 0;
  const tools: Tools = {
    standard,
    rules: rememberingRules(of.rules),
    wards: [keyWard(() => kms)],
    ledger: throughGates(world.ledger, invocation),
    outbox: outboxOf(world, invocation),
    now: invocation.now,
    owner: () => `${invocation.id}/${++leases}`,
    pause: invocation.pause,
    report: (happening) => {
      if (happening.type !== 'decision') return;
      world.journal.line(`  ${invocation.id} decides: ${happening.outcome}`);
    },
  };
  return mutant ? mutant.tools(tools) : tools;
}

/** The ledger as an invocation reaches it: every call takes its time, and may fail. */
export function throughGates(ledger: Ledger, invocation: Invocation): Ledger {
  return eachMethod(
    ledger,
    (method) =>
      (...asked) =>
        invocation.call(() => method(...asked), 'ProvisionedThroughputExceededException'),
  );
}

/** What is in the outbox counts as told: from there, it is. */
function outboxOf(world: World, invocation: Invocation): Outbox {
  const { random, weather, scheduler } = world.options;
  return {
    put: ({ changeId, arn, outcome }) =>
      invocation.callInTime(() => {
        if (random.chance(weather.outboxFails)) throw new AwsError('ServiceUnavailable');
        world.journal.told({ at: scheduler.now(), changeId, key: arn, outcome });
      }),
  };
}
