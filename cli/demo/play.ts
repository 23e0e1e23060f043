import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { KMSClient } from '@aws-sdk/client-kms';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { readKey } from '../../shared/keys/read.ts';
import type { Outcome } from '../../shared/ledger/decision.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { isLive } from '../../shared/rules/sanctioned.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import { startGuardedSandbox, type Told } from '../guarded-sandbox.ts';
import { type Scene, type Stage, scenes } from './scenes.ts';

/** What came of one scene. */
export type Played = {
  readonly name: string;
  readonly event: string;
  readonly findings: readonly Finding[];
  readonly outcome: Outcome | 'none';
  /** From the call to the guard's decision carried out, in milliseconds. */
  readonly latencyMs: number;
  readonly alerts: { readonly sns: number; readonly slack: number };
  /** What is not as it should be; empty where the scene ended well. */
  readonly wrong: readonly string[];
};

/**
 * The story is told of one key, which is put right more often than a breaker lets any key be, and each scene by itself,
 * though the same people do the same again and again.
 */
function patient(standard: Standard): Standard {
  const { defaults, alerts } = standard;
  return {
    ...standard,
    defaults: { ...defaults, breaker: { ...defaults.breaker, perThing: 50 } },
    alerts: { ...alerts, routes: [], mass: { ...alerts.mass, count: 1_000 } },
  };
}

/**
 * Plays the whole story on a sandbox of its own; `watch` is told of each scene as it ends, and `stay` is given the story
 * and the page of the sandbox's Slack before it is gone.
 */
export async function playScenes(
  standard: Standard,
  watch: (played: Played) => void,
  story: readonly Scene[] = scenes,
  stay: (played: readonly Played[], slackPage: string) => Promise<void> = async () => {},
): Promise<readonly Played[]> {
  const heard: Heard[] = [];
  const sandbox = await startGuardedSandbox({
    standard: patient(standard),
    report: (told) => heard.push({ told, at: performance.now() }),
  });
  const clients: Clients = { kms: new Map(), trails: new Map() };
  try {
    const stage = stageOn(sandbox, clients);
    const played: Played[] = [];
    let approved = '';
    for (const scene of story) {
      approved = scene.approves?.(stage.account) ?? approved;
      const result = await playScene(scene, stage, sandbox, heard, approved);
      watch(result);
      played.push(result);
    }
    await stay(played, sandbox.slackPage);
    return played;
  } finally {
    for (const client of [...clients.kms.values(), ...clients.trails.values()]) client.destroy();
    await sandbox.stop();
  }
}

type Heard = { readonly told: Told; readonly at: number };

type Clients = {
  readonly kms: Map<string, KMSClient>;
  readonly trails: Map<string, CloudTrailClient>;
};

function stageOn(sandbox: Sandbox, clients: Clients): Stage {
  let key = '';
  const account = sandbox.accounts[0] ?? '';
  const settingsFor = (name: string) => {
    const caller = sandbox.callers[name];
    if (!caller) throw new Error(`The sandbox has no caller ${name}.`);
    const { accessKeyId, secretAccessKey } = caller;
    const { endpoint, region } = sandbox;
    return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  };
  return {
    account,
    as(name) {
      const client = clients.kms.get(name) ?? new KMSClient(settingsFor(name));
      clients.kms.set(name, client);
      return client;
    },
    trails(name) {
      const client = clients.trails.get(name) ?? new CloudTrailClient(settingsFor(name));
      clients.trails.set(name, client);
      return client;
    },
    keyId: () => key,
    remember(keyId) {
      key = keyId;
    },
    deliverAgain(eventName) {
      const record = sandbox.records.findLast((each) => each.eventName === eventName);
      if (record) sandbox.deliver(record);
    },
  };
}

async function playScene(
  scene: Scene,
  stage: Stage,
  sandbox: Sandbox,
  heard: Heard[],
  approved: string,
): Promise<Played> {
  heard.length = 0;
  const began = performance.now();
  await scene.play(stage);
  await sandbox.idle();
  const first = heard.find(({ told }) => told.type === 'decision');
  const told = heard.map(({ told }) => told);
  const alerts = told.flatMap((each) => (each.type === 'alert' && each.ok ? each.channel : []));
  const findings = told.flatMap((each) => (each.type === 'finding' ? each.finding : []));
  const outcome: Played['outcome'] = first?.told.type === 'decision' ? first.told.outcome : 'none';
  const count = (channel: string) => alerts.filter((each) => each === channel).length;
  const result = {
    name: scene.name,
    event: scene.event,
    findings,
    outcome,
    latencyMs: first === undefined ? 0 : Math.round((first.at - began) * 10) / 10,
    alerts: { sns: count('sns'), slack: count('slack') },
  };
  const writes = told.filter((each) => each.type === 'step' && each.result.outcome === 'done').length;
  return { ...result, wrong: [...wrongIn(scene, result, writes), ...(await wrongOnKey(stage, approved))] };
}

function wrongIn(
  scene: Scene,
  { outcome, alerts }: Omit<Played, 'wrong'>,
  writes: number,
): readonly string[] {
  const expectedAlerts = scene.expected === 'remediated' ? 1 : 0;
  return [
    outcome === scene.expected ? [] : [`it ended as ${outcome}, not as ${scene.expected}`],
    writes === scene.writes ? [] : [`the guardian wrote ${writes} times, not ${scene.writes}`],
    alerts.sns === expectedAlerts ? [] : [`SNS was told ${alerts.sns} times, not ${expectedAlerts}`],
    alerts.slack === expectedAlerts ? [] : [`Slack was told ${alerts.slack} times, not ${expectedAlerts}`],
  ].flat();
}

/** Every scene must leave the key enabled, rotating as approved, under the approved policy. */
async function wrongOnKey(stage: Stage, approved: string): Promise<readonly string[]> {
  const kms = stage.as('pipeline');
  const region = await kms.config.region();
  const keyId = stage.keyId();
  const arn = `arn:aws:kms:${region}:${stage.account}:key/${keyId}`;
  const snapshot = await readKey(kms, { arn, keyId, account: stage.account, region });
  const { rotation } = snapshot;
  return [
    snapshot.state === 'Enabled' ? [] : [`the key is ${snapshot.state}`],
    rotation.kind === 'enabled' && rotation.periodInDays === 180
      ? []
      : ['the key does not rotate every 180 days'],
    isLive(approved, snapshot) ? [] : ['the key policy is not the approved one'],
  ].flat();
}
