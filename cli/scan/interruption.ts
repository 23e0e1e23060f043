/** The exit code of a program that Ctrl-C ended, by the custom of shells: 128, and 2 for SIGINT. */
const interrupted = 130;

/**
 * The first Ctrl-C aborts the signal and says so by `first`; the second ends the program at once. `done` gives Ctrl-C back.
 */
export function onInterrupt(first: () => void): { readonly signal: AbortSignal; readonly done: () => void } {
  const controller = new AbortController();
  const listener = () => {
    if (controller.signal.aborted) process.exit(interrupted);
    controller.abort();
    first();
  };
  process.on('SIGINT', listener);
  return { signal: controller.signal, done: () => void process.off('SIGINT', listener) };
}
