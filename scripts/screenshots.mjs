import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { chromium } from 'playwright-core';
import { findChromium } from './find-chromium.mjs';
import { importTypeScript, root } from './import-typescript.mjs';
import { fewColours } from './png-colours.mjs';

// Takes the README's pictures: alerts that the guard sent to the sandbox's Slack, in a real browser. With `fonts-lato`
// and `fonts-noto-color-emoji` of Debian they look most like Slack.

const { document, governedPolicy } = await importTypeScript(
  `export { document, governedPolicy } from './cli/demo/key-policy.ts';`,
);

const stranger = {
  Sid: 'Partner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
  Action: ['kms:Decrypt', 'kms:DescribeKey'],
  Resource: '*',
};

/** What happens for each picture, and the words by which its message is found. */
const scenes = [
  {
    name: 'revert',
    heading: 'alias/payments',
    async play({ as, account, createKey, quiet }) {
      const KeyId = await createKey('alias/payments');
      await quiet();
      const Policy = document([...governedPolicy(account), stranger]);
      await as('owner').send(new PutKeyPolicyCommand({ KeyId, Policy }));
    },
  },
  {
    name: 'failed-revert',
    heading: 'alias/customers',
    async play({ as, account, createKey, quiet }) {
      const KeyId = await createKey('alias/customers');
      await quiet();
      const Policy = document([...withoutRevert(account), stranger]);
      await as('owner').send(new PutKeyPolicyCommand({ KeyId, Policy }));
    },
  },
  {
    name: 'mass-event',
    heading: 'Mass event',
    async play({ as, createKey, quiet, flush }) {
      const keys = [];
      for (let number = 1; number <= 40; number += 1) keys.push(await createKey(`alias/orders-${number}`));
      await quiet();
      for (const KeyId of keys)
        await as('root').send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
      await quiet();
      // A mass event is brought up to date every 15 seconds, by a schedule that the sandbox does not keep.
      await setTimeout(16_000);
      await flush();
    },
  },
];

/** A policy that lets the guardian look, and no longer write. */
function withoutRevert(account) {
  return governedPolicy(account).map((statement) =>
    statement.Sid === 'GuardianPutsRight'
      ? { ...statement, Action: statement.Action.filter((action) => action !== 'kms:PutKeyPolicy') }
      : statement,
  );
}

/** The sandbox as a user starts it, where it is, and a wait until it has had nothing to say for a while. */
async function startSandbox() {
  const process_ = spawn(process.execPath, [join(root, 'dist/cli.mjs'), 'sandbox'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface(process_.stdout);
  const [first] = await once(lines, 'line');
  let last = Date.now();
  lines.on('line', () => {
    last = Date.now();
  });
  async function quiet() {
    last = Date.now();
    while (Date.now() - last < 2_500) await setTimeout(100);
  }
  return { told: JSON.parse(first), quiet, stop: () => process_.kill() };
}

function stageOn({ endpoint, region, accounts, callers }, quiet) {
  const [account] = accounts;
  const settings = (name) => {
    const { accessKeyId, secretAccessKey } = callers[name];
    return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
  };
  const as = (name) => new KMSClient(settings(name));
  const pipeline = as('pipeline');
  return {
    account,
    as,
    quiet,
    async createKey(AliasName) {
      const Policy = document(governedPolicy(account));
      const { KeyMetadata } = await pipeline.send(new CreateKeyCommand({ Policy }));
      const { KeyId } = KeyMetadata;
      await pipeline.send(new EnableKeyRotationCommand({ KeyId }));
      await pipeline.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
      return KeyId;
    },
    flush: () =>
      new SQSClient(settings('root')).send(
        new SendMessageCommand({
          QueueUrl: `${endpoint}/${account}/AlertQueue.fifo`,
          MessageGroupId: 'alerts',
          MessageBody: JSON.stringify({ kind: 'flush', at: new Date().toISOString() }),
        }),
      ),
  };
}

async function main() {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('There is no chromium here: install it, or say where it is in CHROMIUM_PATH.');
  const folder = join(root, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  const { told, quiet, stop } = await startSandbox();
  const browser = await chromium.launch({ executablePath });
  try {
    const stage = stageOn(told, quiet);
    // High enough for every message: what is scrolled away cannot be taken.
    const viewport = { width: 970, height: 3_000 };
    const page = await browser.newPage({ viewport, deviceScaleFactor: 2 });
    await page.goto(told.slackPage);
    for (const { name, heading, play } of scenes) {
      await play(stage);
      await quiet();
      const message = page.locator('.message', { has: page.locator('h3', { hasText: heading }) }).last();
      await message.waitFor();
      // So that none is lit up.
      await page.mouse.move(0, 0);
      const file = join(folder, `${name}.png`);
      await writeFile(file, fewColours(await message.screenshot()));
      process.stdout.write(`${relative(root, file)}\n`);
    }
  } finally {
    await browser.close();
    stop();
  }
}

await main();
