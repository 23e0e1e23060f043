import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../scripts/import-typescript.mjs';

/**
 * Functions as they are deployed, each of the bundles named in a process of its own that ends with `stop`.
 *
 * @param told called with the name of a function and when its event had come, after each event
 * @returns `handlers`, which stand for them in the sandbox, and `ready`, which resolves when all are loaded.
 */
export function startFunctions(names, environment, told) {
  const children = Object.fromEntries(names.map((name) => [name, start(name, environment, told)]));
  return {
    handlers: Object.fromEntries(names.map((name) => [name, children[name].handler])),
    ready: Promise.all(names.map((name) => children[name].ready)),
    stop() {
      for (const name of names) children[name].stop();
    },
  };
}

function start(name, environment, told) {
  const bundle = pathToFileURL(join(root, 'dist/functions', `${name}.mjs`)).href;
  const child = fork(join(root, 'bench/function-host.mjs'), [bundle], {
    env: { ...environment, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map();
  let next = 0;
  const ready = new Promise((resolve, reject) => {
    child.on('message', ({ ready, id, began, response, error }) => {
      if (ready) return resolve();
      told({ name, began });
      const { resolve: answer, reject: refuse } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) answer(response);
      else refuse(new Error(error));
    });
    child.once('exit', (code) => reject(new Error(`The function ${name} ended with ${code}.`)));
  });
  return {
    ready,
    stop: () => child.kill(),
    handler: (event) =>
      new Promise((resolve, reject) => {
        waiting.set(next, { resolve, reject });
        child.send({ id: next, event });
        next += 1;
      }),
  };
}
