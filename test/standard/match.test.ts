import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { type ClassifiedKey, classOf } from '../../shared/standard/match.ts';

const standard = loadStandard(
  `
version: 1
roles: { administrators: [role/KeyAdministrator] }
classes:
  - { name: payments, match: { tags: { data: [card, iban], owner: ["*"] } } }
  - { name: europe, match: { accounts: ["444455556666"], regions: [eu-west-1, eu-central-1] } }
  - { name: trial, match: { aliases: [alias/try-*, alias/test-??] }, mode: observe }
  - { name: cards, match: { tags: { data: [card-*] } } }
`,
  'team.yaml',
  { ruleIds: [] },
);

const plain: ClassifiedKey = { account: '111122223333', region: 'us-east-1', aliases: [], tags: {} };
const nameFor = (key: Partial<ClassifiedKey>) => classOf(standard, { ...plain, ...key }).name;

describe('classOf', () => {
  test('a key that no class matches is of the class default, under the defaults', () => {
    expect(classOf(standard, plain)).toEqual({ name: 'default', governance: standard.defaults });
  });

  test('a key comes under the governance of its class', () => {
    expect(classOf(standard, { ...plain, aliases: ['alias/try-me'] }).governance.mode).toBe('observe');
  });

  test('any value of a tag will do, but every tag must be there', () => {
    expect(nameFor({ tags: { data: 'iban', owner: '' } })).toBe('payments');
    expect(nameFor({ tags: { data: 'iban' } })).toBe('default');
    expect(nameFor({ tags: { data: 'other', owner: 'me' } })).toBe('default');
  });

  test('a tag must be the key’s own: names that every object has count for nothing', () => {
    const class1 = { name: 'odd', match: { tags: { constructor: ['*'] } }, governance: standard.defaults };
    expect(classOf({ ...standard, classes: [class1] }, plain).name).toBe('default');
  });

  test('every part must match, and any entry of a part', () => {
    expect(nameFor({ account: '444455556666', region: 'eu-central-1' })).toBe('europe');
    expect(nameFor({ account: '444455556666', region: 'us-east-1' })).toBe('default');
    expect(nameFor({ region: 'eu-west-1' })).toBe('default');
  });

  test('one alias of several is enough', () => {
    expect(nameFor({ aliases: ['alias/orders', 'alias/test-01'] })).toBe('trial');
    expect(nameFor({ aliases: ['alias/test-001'] })).toBe('default');
  });

  test('the first class that matches wins', () => {
    expect(nameFor({ aliases: ['alias/try-me'], tags: { data: 'card', owner: 'me' } })).toBe('payments');
    expect(nameFor({ aliases: ['alias/try-me'], tags: { data: 'card-eu' } })).toBe('trial');
  });
});
