import { defaultSelectors, invalidSelectors, readEventSelectors } from '../event-selectors.ts';
import { readAdvancedSelectors } from '../field-selectors.ts';
import { type Json, structures, text } from '../input.ts';
import type { Operation } from '../operation.ts';
import type { Selectors, Trail } from '../trail.ts';

/** What a trail logs. */
export const selectorOperations: Readonly<Record<string, Operation>> = {
  PutEventSelectors: {
    mutates: true,
    run(input, { store, caller, region }) {
      const trail = store.findAtHome(text(input, 'TrailName'), caller, region);
      trail.selectors = readSelectors(input);
      return shown(trail);
    },
  },
  GetEventSelectors: {
    mutates: false,
    run(input, { store, caller, region }) {
      return shown(store.find(text(input, 'TrailName'), caller, region));
    },
  },
};

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html */
function readSelectors(input: Json): Selectors {
  const basic = structures(input, 'EventSelectors');
  const advanced = structures(input, 'AdvancedEventSelectors');
  if (basic !== undefined && advanced === undefined)
    return { kind: 'basic', selectors: readEventSelectors(basic) };
  if (advanced !== undefined && basic === undefined)
    return { kind: 'advanced', selectors: readAdvancedSelectors(advanced) };
  throw invalidSelectors('Give EventSelectors or AdvancedEventSelectors: one of the two, not both.');
}

function shown({ arn, selectors }: Trail): Json {
  if (selectors?.kind === 'advanced') return { TrailARN: arn, AdvancedEventSelectors: selectors.selectors };
  return { TrailARN: arn, EventSelectors: selectors?.selectors ?? defaultSelectors };
}
