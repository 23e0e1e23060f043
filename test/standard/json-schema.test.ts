import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { allRules } from '../../shared/duties.ts';
import { standardJsonSchema } from '../../shared/standard/json-schema.ts';

const schema = JSON.parse(JSON.stringify(standardJsonSchema({ ruleIds: ['policy-drift'] })));

describe('standardJsonSchema', () => {
  test('refuses unknown fields at every level, as the loader does', () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.defaults.additionalProperties).toBe(false);
    expect(schema.properties.classes.items.properties.match.additionalProperties).toBe(false);
  });

  test('asks for what must be there', () => {
    expect(schema.required).toEqual(['version', 'roles']);
    expect(schema.properties.roles.required).toEqual(['administrators']);
  });

  test('gives editors the limits that KMS sets', () => {
    const { deletion, rotation } = schema.properties.defaults.properties;
    expect(deletion.properties.minimumWindowInDays).toMatchObject({
      type: 'integer',
      minimum: 7,
      maximum: 30,
    });
    expect(rotation.properties.periodInDays).toMatchObject({ type: 'integer', minimum: 90, maximum: 2560 });
  });

  test('gives editors the words that KMS has for keys', () => {
    const { specs, origins, usages } = schema.properties.defaults.properties.creation.properties;
    expect(specs.items.enum).toContain('RSA_4096');
    expect(origins.items.enum).toContain('EXTERNAL_KEY_STORE');
    expect(usages.items.enum).toContain('KEY_AGREEMENT');
  });

  test('gives editors the channels there are, and Slack with a conversation', () => {
    const { routes, responders } = schema.properties.alerts.properties;
    const [kinds, conversation] = routes.items.properties.to.items.anyOf;
    expect(kinds.enum).toContain('security-hub');
    expect('slack:C0123ABCD').toMatch(new RegExp(conversation.pattern));
    expect('slack:#alerts').not.toMatch(new RegExp(conversation.pattern));
    expect(responders.items.properties.may.items.enum).toContain('close-breaker');
  });

  test('tells editors what each field is for', () => {
    const { roles, defaults, classes, exemptions, alerts } = schema.properties;
    const { match } = classes.items.properties;
    const sections = [
      schema,
      roles,
      defaults,
      ...Object.values(defaults.properties),
      match,
      exemptions.items,
      alerts,
      alerts.properties.routes.items,
      alerts.properties.responders.items,
      alerts.properties.mass,
    ];
    const silent = sections.flatMap(({ properties = {} }) =>
      Object.entries(properties).filter(([, field]) => Object(field).description === undefined),
    );
    // Each rule has its own page.
    expect(silent.map(([name]) => name)).toEqual(['policy-drift']);
  });

  test('gives editors the rules there are, and to exemptions those that may be excused', () => {
    const { exemptions } = JSON.parse(
      JSON.stringify(standardJsonSchema({ ruleIds: ['policy-drift', 'guardian-access'] })),
    ).properties;
    expect(exemptions.items.properties.rules.items.enum).toEqual(['policy-drift']);
    expect(Object.keys(schema.properties.defaults.properties.rules.properties)).toEqual(['policy-drift']);
  });

  test('is the file that standard.yaml points editors at: run node scripts/standard-schema.mjs', async () => {
    const written = await readFile(new URL('../../standard.schema.json', import.meta.url), 'utf8');
    const ruleIds = allRules.map(({ id }) => id);
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(standardJsonSchema({ ruleIds }))));
  });
});
