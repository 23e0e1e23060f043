import { containedAtBirth } from './contained-at-birth.ts';
import type { Examples, Rule } from './rule.ts';

export const multiRegion: Rule = {
  id: 'multi-region',
  title: 'A key is in the Regions that the standard allows',
  severity: 'medium',
  area: 'creation',
  duty: 'policy',
  rationale:
    'A multi-Region key has the same material in several Regions: data may leave the Region it must stay in.',
  fix: 'Create a single-Region key in an allowed Region; delete the replica if that is what is there.',
  controls: { nist: ['SC-12', 'AC-4'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const { multiRegion: allowed, regions } = governance.creation;
    if (snapshot.manager === 'AWS') return [];
    const spread =
      allowed === 'forbidden' && snapshot.multiRegion !== 'no'
        ? [{ message: `The key is a multi-Region ${snapshot.multiRegion}; the standard forbids such keys.` }]
        : [];
    const misplaced =
      regions.length > 0 && !regions.includes(snapshot.region)
        ? [{ message: `The key is in ${snapshot.region}; the standard allows ${regions.join(', ')}.` }]
        : [];
    return [...spread, ...misplaced].map((violation) => ({ ...violation, ...containedAtBirth(subject) }));
  },
};

const forbidden = 'creation: { multiRegion: forbidden }';
const ireland = 'creation: { regions: [eu-west-1] }';

export const examples: Examples = {
  wrong: [
    { name: 'a replica', standard: forbidden, snapshot: { multiRegion: 'replica' } },
    { name: 'a primary', standard: forbidden, snapshot: { multiRegion: 'primary' } },
    { name: 'a key in another Region', standard: ireland, snapshot: { region: 'us-east-1' } },
  ],
  right: [
    { name: 'a single-Region key', standard: forbidden, snapshot: { multiRegion: 'no' } },
    { name: 'a key in an allowed Region', standard: ireland, snapshot: { region: 'eu-west-1' } },
    { name: 'a replica where the standard allows them', snapshot: { multiRegion: 'replica' } },
    {
      name: 'a key that AWS manages',
      standard: ireland,
      snapshot: { region: 'us-east-1', manager: 'AWS' },
    },
  ],
};
