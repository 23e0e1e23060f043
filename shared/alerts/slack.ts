/** The ways to tell Slack. */
export { slackBot } from './slack-bot.ts';
export { SlackError } from './slack-error.ts';
export { slackWebhook } from './slack-webhook.ts';
