import { format } from 'node:util';

/** What tests import of `@jest/globals`, but `expect`: it collects the tests of a file, for their runner to run. */
export function testGlobals(prefix, tests) {
  let names = [];
  let setup = [];

  const test = (name, run) => {
    const id = prefix + [...names, name].join(' ');
    const isNew = tests.every((other) => other.id !== id);
    tests.push({ id: isNew ? id : `${id} ${tests.length}`, before: setup, run });
  };
  const describe = (name, body) => {
    const outside = [names, setup];
    [names, setup] = [[...names, name], [...setup]];
    body();
    [names, setup] = outside;
  };
  const beforeAll = (run) => setup.push(once(run));

  return {
    describe: Object.assign(describe, { each: eachOf(describe) }),
    test: Object.assign(test, { each: eachOf(test) }),
    beforeAll,
  };
}

const eachOf = (declare) => (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    const named = values.slice(0, name.match(/%[a-z]/g)?.length ?? 0);
    declare(format(name, ...named), () => body(...values));
  }
};

function once(run) {
  let done;
  return () => {
    done ??= Promise.resolve(run());
    return done;
  };
}
