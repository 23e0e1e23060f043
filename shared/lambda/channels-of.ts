import { amazonQChannel } from '../alerts/amazon-q/amazon-q-channel.ts';
import type { Channel } from '../alerts/channel.ts';
import { eventBridgeChannel } from '../alerts/eventbridge/eventbridge.ts';
import { ocsfChannel } from '../alerts/ocsf/ocsf-channel.ts';
import type { Channels } from '../alerts/reach.ts';
import { homeOf, securityHubChannel } from '../alerts/security-hub/security-hub.ts';
import { snsChannel } from '../alerts/sns/sns.ts';
import type { Clients } from '../aws/clients.ts';
import { createImportFindings } from '../aws/import-findings.ts';
import { createPutEvents } from '../aws/put-events.ts';
import type { ChannelName, Standard } from '../standard/standard.ts';
import { requiredSetting } from './required-setting.ts';
import { slackChannels } from './slack-channels.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The channels that an environment sets up: SNS always, the others where their settings are there. Conversations of Slack
 * that only a route names are told what it sends them, and nothing else.
 */
export function channelsOf(
  environment: Environment,
  standard: Standard,
  clients: Clients,
  now: () => number,
): Channels {
  const topicArn = requiredSetting(environment, 'ALERT_TOPIC_ARN');
  const { EVENT_BUS_NAME: busName, SECURITY_HUB: hub, AMAZON_Q_TOPIC_ARN: amazonQ } = environment;
  const slack = slackChannels(environment, now);
  const usual: readonly Channel[] = [
    snsChannel({ client: clients.sns, topicArn, perProtocol: environment.SNS_PER_PROTOCOL === 'on' }),
    ...(slack === undefined ? [] : [slack('slack')]),
    ...(busName ? eventChannels(environment, busName) : []),
    ...(hub === 'on'
      ? [
          securityHubChannel({
            importFindings: createImportFindings(environment),
            home: homeOf(topicArn),
          }),
        ]
      : []),
    ...(amazonQ ? [amazonQChannel({ client: clients.sns, topicArn: amazonQ })] : []),
  ];
  const conversations = namesIn(standard).filter((name) => name.startsWith('slack:'));
  const others = slack === undefined ? [] : conversations.map(slack);
  const all = new Map([...usual, ...others].map((channel) => [channel.name, channel]));
  return { usual, named: (name) => all.get(name) };
}

function eventChannels(environment: Environment, busName: string): readonly Channel[] {
  const putEvents = createPutEvents(environment);
  return [eventBridgeChannel({ putEvents, busName }), ocsfChannel({ putEvents, busName })];
}

const namesIn = ({ alerts }: Standard): readonly ChannelName[] => [
  ...new Set(alerts.routes.flatMap(({ to }) => to)),
];
