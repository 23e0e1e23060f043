import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bodyOf, mostBytes } from '../../shared/respond/function-url.ts';
import { isRight, nameOf, readSigned } from '../../shared/respond/signature.ts';

const secrets = fc.string({ minLength: 1, maxLength: 64 });
const bodies = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const times = fc.integer({ min: 1_600_000_000, max: 2_000_000_000 });

/** As Slack's page says it, in other words than the code's. */
function slackSigns(secret: string, timestamp: number, body: Buffer): string {
  const base = Buffer.concat([Buffer.from('v0:'), Buffer.from(`${timestamp}`), Buffer.from(':'), body]);
  return `v0=${createHmac('sha256', secret).update(base).digest('hex')}`;
}

const signed = (secret: string, timestamp: number, body: Buffer) => ({
  signature: slackSigns(secret, timestamp, body),
  timestamp: `${timestamp}`,
});

describe('a signature', () => {
  test('of Slack holds, whatever the bytes of the body are', () => {
    fc.assert(
      fc.property(secrets, times, bodies, (secret, time, body) => {
        expect(isRight(signed(secret, time, body), body, secret)).toBe(true);
      }),
    );
  });

  test('holds for no other body, time or secret', () => {
    fc.assert(
      fc.property(
        secrets,
        times,
        bodies,
        secrets,
        times,
        bodies,
        (secret, time, body, other, later, more) => {
          const right = signed(secret, time, body);
          if (other !== secret) expect(isRight(right, body, other)).toBe(false);
          if (later !== time) expect(isRight({ ...right, timestamp: `${later}` }, body, secret)).toBe(false);
          if (!more.equals(body)) expect(isRight(right, more, secret)).toBe(false);
        },
      ),
    );
  });

  test('does not hold when any one of its digits is another', () => {
    fc.assert(
      fc.property(secrets, times, bodies, fc.nat(63), fc.nat(14), (secret, time, body, at, by) => {
        const { signature, timestamp } = signed(secret, time, body);
        const digit = Number.parseInt(signature[3 + at] ?? '', 16);
        const wrong = ((digit + 1 + by) % 16).toString(16);
        const changed = `${signature.slice(0, 3 + at)}${wrong}${signature.slice(4 + at)}`;
        expect(isRight({ signature: changed, timestamp }, body, secret)).toBe(false);
      }),
    );
  });

  test('moving a digit between time and body does not make another request of it', () => {
    const body = Buffer.from('5:payload=x');
    const right = signed('secret', 1_700_000_000, body);
    const moved = { ...right, timestamp: '17000000005' };
    expect(isRight(moved, Buffer.from('payload=x'), 'secret')).toBe(false);
  });

  test('by no secret at all never holds', () => {
    const body = Buffer.from('payload=x');
    expect(isRight(signed('', 1_700_000_000, body), body, '')).toBe(false);
  });

  test('has a name of its own, which does not give it away', () => {
    const [one, other] = ['a', 'b'].map((body) => signed('secret', 1_700_000_000, Buffer.from(body)));
    if (!one || !other) throw new Error('two were signed');
    expect(nameOf(one).name).not.toBe(nameOf(other).name);
    expect(one.signature).not.toContain(nameOf(one).name);
  });

  test('is remembered for as long as it could be sent once more', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -400, max: 400 }), (time, after) => {
        const right = signed('secret', time, Buffer.from(''));
        const headers = {
          'x-slack-signature': right.signature,
          'X-Slack-Request-Timestamp': right.timestamp,
        };
        const now = (time + after) * 1000;
        if (Math.abs(after) > 300) expect(() => readSigned({ headers }, now)).toThrow();
        else expect(readSigned({ headers }, now)).toEqual(right);
        if (now > nameOf(right).until) expect(() => readSigned({ headers }, now)).toThrow();
      }),
    );
  });
});

describe('a body', () => {
  const requestContext = { http: { method: 'POST' } };

  test('is the same bytes, whether Lambda gives it as text or as base64', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const bytes = Buffer.from(text);
        const asText = { headers: {}, requestContext, body: text, isBase64Encoded: false };
        const asBase64 = { ...asText, body: bytes.toString('base64'), isBase64Encoded: true };
        expect(bodyOf(asText).equals(bytes)).toBe(true);
        expect(bodyOf(asBase64).equals(bytes)).toBe(true);
      }),
    );
  });

  test('may have so many bytes, and not one more', () => {
    const of = (length: number) => ({
      headers: {},
      requestContext,
      body: Buffer.alloc(length).toString('base64'),
      isBase64Encoded: true,
    });
    expect(bodyOf(of(mostBytes))).toHaveLength(mostBytes);
    expect(() => bodyOf(of(mostBytes + 1))).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });
});
