import { expect, test } from '@jest/globals';
import { remembered } from '../../../chaos/remembered/rules.ts';

type Subject = {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly list: readonly { readonly size: number }[];
};

const subject: Subject = { name: 'a', tags: { team: 'x' }, list: [{ size: 1 }] };

function counted(check: (subject: Subject) => unknown) {
  let count = 0;
  const asked = remembered((each) => {
    count += 1;
    return check(each as Subject);
  });
  return { ask: (each: Subject) => asked(each), count: () => count };
}

test('a check is not asked again for what it did not look at', () => {
  const { ask, count } = counted(({ tags }) => [tags.team]);
  expect(ask(subject)).toEqual(['x']);
  expect(ask({ ...subject, name: 'b', list: [] })).toEqual(['x']);
  expect(count()).toBe(1);
});

test.each<[string, (subject: Subject) => unknown, Subject]>([
  ['a value', ({ name }) => [name], { ...subject, name: 'b' }],
  [
    'a value that is deep within',
    ({ list }) => [list.map(({ size }) => size)],
    { ...subject, list: [{ size: 2 }] },
  ],
  ['how many there are', ({ list }) => [list.length], { ...subject, list: [{ size: 1 }, { size: 1 }] }],
  ['which names there are', ({ tags }) => Object.keys(tags), { ...subject, tags: { team: 'x', more: '' } }],
  ['whether a name is there', ({ tags }) => ['more' in tags], { ...subject, tags: { more: '' } }],
  ['what is spread', ({ tags }) => [{ ...tags }], { ...subject, tags: { team: 'y' } }],
])('it is asked again where %s differs', (_, check, other) => {
  const { ask } = counted(check);
  expect(ask(subject)).toEqual(check(subject));
  expect(ask(other)).toEqual(check(other));
  expect(ask(subject)).toEqual(check(subject));
  expect(check(other)).not.toEqual(check(subject));
});

test('what it looks at may depend on what it saw before', () => {
  const { ask, count } = counted(({ name, tags, list }) => (name === 'a' ? [tags.team] : [list.length]));
  expect(ask(subject)).toEqual(['x']);
  expect(ask({ ...subject, name: 'b' })).toEqual([1]);
  expect(ask({ ...subject, name: 'b', tags: { team: 'y' } })).toEqual([1]);
  expect(count()).toBe(2);
});
