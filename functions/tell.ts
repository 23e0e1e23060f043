import { standard } from 'kms-guardian:standard';
import { createTeller } from '../shared/lambda/tell-handler.ts';

/** Tells people what the other functions decided: the one that speaks to anybody outside. */
export const handler = createTeller({ standard, environment: process.env });
