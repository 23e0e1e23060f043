import { standard } from 'kms-guardian:standard';
import { createRespondHandler } from '../shared/lambda/respond-handler.ts';

/** Presses of the buttons in Slack, by its function URL: may write nothing but the ledger, and ask the other functions. */
export const handler = createRespondHandler({ standard, environment: process.env });
