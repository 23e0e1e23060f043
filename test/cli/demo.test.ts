import { expect, test } from '@jest/globals';
import { playScenes } from '../../cli/demo/play.ts';
import { scenes } from '../../cli/demo/scenes.ts';
import { exampleStandard, readStandard } from '../../cli/standard-file.ts';

test('every scene of the demo ends as it should, put right once and told once', async () => {
  const played = await playScenes(await readStandard(exampleStandard), () => {});
  expect(played.map(({ name, wrong }) => [name, wrong])).toEqual(scenes.map(({ name }) => [name, []]));
}, 30_000);

test('in a standard that only observes, the demo sees that nothing was put right', async () => {
  const standard = await readStandard(exampleStandard);
  const idle = { ...standard, defaults: { ...standard.defaults, mode: 'observe' as const } };
  const played = await playScenes(idle, () => {}, scenes.slice(0, 2));
  const [, stranger] = played;
  expect(stranger?.outcome).toBe('recorded');
  expect(stranger?.wrong).toContain('the key policy is not the approved one');
}, 30_000);

test('while the demo stays, a page shows what people were told', async () => {
  const standard = await readStandard(exampleStandard);
  let seen = '';
  await playScenes(
    standard,
    () => {},
    scenes.slice(0, 2),
    async (played, slackPage) => {
      seen = await (await fetch(slackPage)).text();
      expect(played).toHaveLength(2);
    },
  );
  expect(seen).toContain('anyone in account 444455556666');
  expect(seen).toContain('data-action="snooze"');
}, 30_000);
