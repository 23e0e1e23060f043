/** Where progress is drawn: standard error, in practice. */
export type Screen = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

/** Shows how far a scan is. */
export type Progress = {
  readonly show: (done: number, total: number) => void;
  /** Takes the bar away: what is written next stands where it stood. */
  readonly end: () => void;
};

/** So often, in milliseconds, the bar is drawn anew. */
const interval = 100;

/** A bar on a terminal; elsewhere nothing, so that a log holds no bars. */
export function progressOn(screen: Screen, now: () => number): Progress {
  if (screen.isTTY !== true) return { show: () => {}, end: () => {} };
  let started: number | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    show(done, total) {
      started ??= now();
      if (now() - drawn < interval && done < total) return;
      drawn = now();
      screen.write(`\r${barOf({ done, total, ms: drawn - started }, screen.columns ?? 80)}\x1b[K`);
    },
    end() {
      if (started !== undefined) screen.write('\r\x1b[K');
    },
  };
}

/** `████░░░░ 120/400 keys  30 %  78/s  4 s left`, shorter than the terminal is wide. Pure. */
export function barOf(
  { done, total, ms }: { readonly done: number; readonly total: number; readonly ms: number },
  columns: number,
): string {
  const share = total === 0 ? 1 : done / total;
  const rate = ms > 0 ? (done / ms) * 1_000 : 0;
  const left = rate > 0 ? [`${spanOf((total - done) / rate)} left`] : [];
  const text = [
    `${done}/${total} keys`,
    `${Math.floor(share * 100)} %`,
    `${rate.toFixed(0)}/s`,
    ...left,
  ].join('  ');
  const width = Math.min(40, columns - text.length - 2);
  if (width < 5) return text.slice(0, Math.max(0, columns - 1));
  const full = Math.floor(share * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${text}`;
}

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
function spanOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
