import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { type Played, playScenes } from './demo/play.ts';
import { scenes } from './demo/scenes.ts';
import { exampleStandard, readStandard } from './standard-file.ts';

/** `demo`: the whole story on the sandbox. Exits 0 only where every key ended as it should. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('the whole story on a terminal: no AWS account, no network')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--stay', 'go on until interrupted, with a page that shows the alerts as Slack would')
    .action(async ({ format, stay = false }: Options) => {
      const text = format === 'text';
      if (text) process.stdout.write(`${introduction}\n`);
      const standard = await readStandard(exampleStandard);
      let number = 0;
      const tellScene = (scene: Played) => {
        number += 1;
        if (text) process.stdout.write(`${sceneText(number, scene)}\n`);
      };
      await playScenes(standard, tellScene, scenes, async (played, slackPage) => {
        const ok = played.every(({ wrong }) => wrong.length === 0);
        if (!ok) process.exitCode = 1;
        const page = stay ? { slackPage } : {};
        process.stdout.write(
          text
            ? `${ending(played, ok)}\n${stay ? stayText(slackPage) : leaveText}\n`
            : `${JSON.stringify({ scenes: played, ok, ...page }, null, 2)}\n`,
        );
        if (stay) await interrupted();
      });
    });
}

type Options = { readonly format: 'text' | 'json'; readonly stay?: boolean };

const leaveText = paint('dim', 'To see the alerts as Slack shows them: npm run demo -- --stay');

const stayText = (slackPage: string) =>
  `The alerts as Slack shows them, with buttons to press: ${paint('bold', slackPage)}  (Ctrl+C ends it)`;

/** Resolves at Ctrl+C. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

const introduction = [
  'KMS Guardian on a sandbox: real AWS SDK calls, CloudTrail events through the patterns and queues of',
  'serverless.yml, the Lambda handlers themselves, and the standard in standard.yaml.',
  '',
].join('\n');

function sceneText(
  number: number,
  { name, event, findings, outcome, latencyMs, alerts, wrong }: Played,
): string {
  const lines = [
    `${paint('bold', `${number}. ${name}`)}  ${paint('dim', event)}`,
    ...findings.flatMap(({ rule, severity, message, evidence }) => [
      `   ${paint('yellow', `${severity} ${rule}`)}: ${message}`,
      ...evidence.map((line) => `     ${line}`),
    ]),
    `   ${paint(wrong.length === 0 ? 'green' : 'red', endings[outcome])} ${paint('dim', `after ${latencyMs} ms`)}${toldText(alerts)}`,
    ...wrong.map((line) => `   ${paint('red', `wrong: ${line}`)}`),
  ];
  return `${lines.join('\n')}\n`;
}

const endings: Readonly<Record<Played['outcome'], string>> = {
  none: 'Nothing was decided',
  started: 'It was not finished',
  clean: 'Nothing wrong: recorded',
  adopted: 'Compliant: adopted as baseline',
  recorded: 'Recorded',
  alerted: 'People were told',
  asked: 'A person was asked',
  remediated: 'Put right',
  'already-right': 'Somebody had put it right before',
  held: 'Left as it is: the breaker is open',
  failed: 'It could not be put right',
};

function toldText({ sns, slack }: Played['alerts']): string {
  return sns + slack === 0 ? '' : `, told ${sns}× on SNS and ${slack}× on Slack`;
}

function ending(played: readonly Played[], ok: boolean): string {
  if (ok) return paint('green', `All ${played.length} scenes ended as they should.`);
  return paint('red', `${played.filter(({ wrong }) => wrong.length > 0).length} scenes ended wrong.`);
}

/** Colours only on a terminal: styleText looks at the stream. */
function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY ? styleText(style, text) : text;
}
