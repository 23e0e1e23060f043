import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { slackApp } from '../../../sandbox/slack/workspace.ts';
import { deploymentOf } from '../deployment.ts';
import { standardOf } from '../standard.ts';

export const alice = 'U0ALICE';
export const channel = 'C0ALERTS';

export type SlackSandbox = {
  readonly sandbox: Sandbox;
  /** What came to the function behind `/respond`. */
  readonly events: readonly LambdaFunctionURLEvent[];
  readonly environment: Readonly<Record<string, string>>;
  readonly api: (
    method: string,
    body: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Readonly<Record<string, unknown>>>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>;
  readonly get: (path: string) => Promise<Response>;
};

/** A sandbox whose function behind `/respond` is `respond`; Alice may press buttons. */
export async function startSlackSandbox(
  respond: (event: LambdaFunctionURLEvent) => Promise<LambdaFunctionURLResult> = async () => ({
    statusCode: 200,
  }),
  clock?: () => number,
): Promise<SlackSandbox> {
  const events: LambdaFunctionURLEvent[] = [];
  let environment: Readonly<Record<string, string>> = {};
  const standard = standardOf();
  const responder = { slack: alice, name: 'Alice', principals: [], may: [] };
  const sandbox = await startSandbox({
    standard: {
      ...standard,
      alerts: {
        ...standard.alerts,
        responders: [responder],
        routes: [{ to: ['slack:C0PAYMENTS', 'slack:C0ALERTS', 'sns'] }],
      },
    },
    deployment: deploymentOf('policy', { source: 'aws.kms', detail: '{ eventName: [X] }', batchSize: 1 }),
    handlers: () => ({ policy: async () => ({ batchItemFailures: [] }) }),
    urls: (given) => {
      environment = given;
      return {
        '/respond': (event) => {
          events.push(event);
          return respond(event);
        },
      };
    },
    failed: () => {},
    ...(clock ? { clock } : {}),
  });
  const post: SlackSandbox['post'] = (path, body, headers = {}) =>
    fetch(`${sandbox.endpoint}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    sandbox,
    events,
    environment,
    post,
    get: (path) => fetch(`${sandbox.endpoint}${path}`),
    async api(method, body, headers = { authorization: `Bearer ${slackApp.botToken}` }) {
      const answer = await post(`/slack/api/${method}`, body, headers);
      return JSON.parse(await answer.text());
    },
  };
}

/** A button that asks the guardian to revert. */
export const revertButton = {
  type: 'button',
  action_id: 'revert',
  value: '{"changeId":"1"}',
  text: { type: 'plain_text', text: 'Revert now' },
  style: 'danger',
};

export const actions = (...elements: readonly object[]) => ({
  type: 'actions',
  block_id: 'decide',
  elements,
});

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** A modal that asks why. */
export const whyModal = {
  type: 'modal',
  callback_id: 'exempt',
  private_metadata: 'm',
  title: { type: 'plain_text', text: 'Exempt' },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: { type: 'plain_text', text: 'Why?' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
    {
      type: 'input',
      block_id: 'hours',
      label: { type: 'plain_text', text: 'How long?' },
      element: {
        type: 'static_select',
        action_id: 'choice',
        options: [
          { text: { type: 'plain_text', text: '4 hours' }, value: '4' },
          { text: { type: 'plain_text', text: '8 hours' }, value: '8' },
        ],
      },
    },
  ],
};
