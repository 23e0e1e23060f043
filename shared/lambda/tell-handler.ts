import { setTimeout } from 'node:timers/promises';
import { createReach } from '../alerts/reach.ts';
import { createClients } from '../aws/clients.ts';
import { createDynamoLedger } from '../ledger/dynamodb/ledger.ts';
import { createLog } from '../observe/log.ts';
import type { Standard } from '../standard/standard.ts';
import { carryOutOrder } from '../tell/carry-out-order.ts';
import type { AlertHappening, TellTools } from '../tell/tell-tools.ts';
import { handleInOrder } from './batch.ts';
import { channelsOf } from './channels-of.ts';
import type { Handler } from './handler.ts';
import { requiredSetting } from './required-setting.ts';

/** Slack takes one message a second: https://docs.slack.dev/apis/web-api/rate-limits */
const slackPaceMs = 1_000;

/** Puts together what tells people: the one place where its parts meet the environment. */
export function createTeller({
  standard,
  environment,
  report,
  now = Date.now,
  pause = setTimeout,
  write = (line) => void process.stdout.write(`${line}\n`),
}: {
  readonly standard: Standard;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told what happens, beside the log; the sandbox listens. */
  readonly report?: (happening: AlertHappening) => void;
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<void>;
  /** Takes a line of the log. */
  readonly write?: (line: string) => void;
}): Handler {
  const log = createLog(write, now);
  const clients = createClients(environment);
  const reach = createReach({
    channels: channelsOf(environment, standard, clients, now),
    now,
    pause,
    slackPaceMs: Number(environment.SLACK_PACE_MS ?? slackPaceMs),
  });
  const tools: TellTools = {
    ledger: createDynamoLedger({
      client: clients.dynamodb,
      table: requiredSetting(environment, 'LEDGER_TABLE'),
    }),
    alerts: standard.alerts,
    reach,
    now,
    ...(environment.RULE_PAGES_URL ? { rulePages: environment.RULE_PAGES_URL } : {}),
    report(happening) {
      if (report) report(happening);
      else log.info(happening.type, happening);
    },
  };
  return async ({ Records }) => {
    const answer = await handleInOrder(
      Records,
      ({ body, attributes }) => carryOutOrder(body, Number(attributes.SentTimestamp), tools),
      log,
    );
    // The queue hands out the next batch when this one is done: another instance may get it.
    await reach.rest();
    return answer;
  };
}
