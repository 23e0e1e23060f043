/** The ways to tell Slack. */
export { slackBot } from './bot.ts';
export { SlackError } from './error.ts';
export { slackWebhook } from './webhook.ts';
