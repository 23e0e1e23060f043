/** Writes what happens, one JSON object a line, as CloudWatch Logs Insights reads it. */
export type Log = {
  readonly info: (message: string, details?: object) => void;
  readonly warn: (message: string, details?: object) => void;
  readonly error: (message: string, error: unknown, details?: object) => void;
};

/**
 * @param write takes one line, without its line break.
 * @param clock milliseconds since the epoch.
 */
export function createLog(write: (line: string) => void, clock: () => number): Log {
  const line = (level: string, message: string, details: object) => {
    const happening = { ...details, level, message, time: new Date(clock()).toISOString() };
    write(JSON.stringify(happening));
  };
  return {
    info: (message, details = {}) => line('info', message, details),
    warn: (message, details = {}) => line('warn', message, details),
    error: (message, error, details = {}) => line('error', message, { ...details, error: describe(error) }),
  };
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, ...code, message: error.message, stack: error.stack };
}
