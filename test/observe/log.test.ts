import { expect, test } from '@jest/globals';
import { createLog } from '../../shared/observe/log.ts';

function logged(use: (log: ReturnType<typeof createLog>) => void): unknown {
  const lines: string[] = [];
  use(
    createLog(
      (line) => lines.push(line),
      () => Date.UTC(2026, 10, 24),
    ),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('\n');
  return JSON.parse(lines[0] ?? '');
}

test('a happening is one line of JSON with level, message, time and details', () => {
  expect(logged((log) => log.info('decided', { changeId: 'a', text: 'two\nlines' }))).toEqual({
    level: 'info',
    message: 'decided',
    time: '2026-11-24T00:00:00.000Z',
    changeId: 'a',
    text: 'two\nlines',
  });
});

test('an error is logged with its name and code', () => {
  const error = Object.assign(new RangeError('too far'), { code: 'FAR' });
  expect(logged((log) => log.error('failed', error, { messageId: 'm' }))).toMatchObject({
    level: 'error',
    messageId: 'm',
    error: { name: 'RangeError', code: 'FAR', message: 'too far', stack: expect.any(String) },
  });
});

test('what was thrown and is no error is logged too', () => {
  expect(logged((log) => log.error('failed', 'text'))).toMatchObject({ error: { message: 'text' } });
});
