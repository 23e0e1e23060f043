import type { Reach } from '../alerts/reach.ts';
import type { Told } from '../alerts/tell.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Alerts } from '../standard/standard.ts';

/** What the function `tell` works with. */
export type TellTools = {
  readonly ledger: Ledger;
  readonly alerts: Alerts;
  readonly reach: Reach;
  readonly now: () => number;
  /** The address of a folder with the rules' pages, where the team has one. */
  readonly rulePages?: string;
  /** Told what happens, a line each: the log. */
  readonly report: (happening: AlertHappening) => void;
};

/** How a channel fared with an alert, or with a summary: then the ID is its own. */
export type AlertHappening = {
  readonly type: 'alert';
  readonly changeId: string;
  readonly channel: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly headline: string;
};

/** Reports how each channel fared. */
export function reportTold(
  tools: TellTools,
  changeId: string,
  headline: string,
  told: readonly Told[],
): void {
  for (const { channel, ok, error } of told)
    tools.report({
      type: 'alert',
      changeId,
      channel,
      ok,
      ...(error === undefined ? {} : { error }),
      headline,
    });
}
