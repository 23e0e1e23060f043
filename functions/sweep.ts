import { createSweeper } from '../shared/lambda/sweep-handler.ts';

/** By the day's schedule: has every key looked at by the functions that may put it right. It may write nothing but to their queues. */
export const handler = createSweeper({ environment: process.env });
