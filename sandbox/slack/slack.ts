import type { Clock, RandomBytes } from '../clock.ts';
import { uuid } from '../identifiers.ts';
import { Grants } from './grants.ts';
import { timestamps } from './timestamps.ts';
import type { Conversation, Person, Workspace } from './workspace.ts';

/** A message, a view, or what came to a response URL, as the app sent it. */
export type Payload = Readonly<Record<string, unknown>>;

/** A message in a conversation. */
export type Post = {
  readonly ts: string;
  readonly channel: string;
  /** The first message of the thread that it is in. */
  readonly threadTs?: string;
  readonly payload: Payload;
  /** Only what a bot posted can be updated. */
  readonly via: 'webhook' | 'bot';
  readonly edited: boolean;
  /** Who alone sees it; everybody where it is absent. */
  readonly onlyFor?: string;
};

export type OpenView = { readonly id: string; readonly user: string; readonly view: Payload };

/** A button's press: what its response URL speaks to. */
export type Pressed = { readonly user: string; readonly channel: string; readonly ts: string };

/** A trigger opens one view, within three seconds: https://docs.slack.dev/surfaces/modals#opening_modals */
const TRIGGER_MS = 3_000;

/** A response URL takes five answers in thirty minutes: https://docs.slack.dev/interactivity/handling-user-interaction */
const RESPONSE_URL = { times: 5, ms: 30 * 60_000 };

/** What a workspace holds: messages, open views, and what has been given out to answer with. */
export class Slack {
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** By whom a view may be opened. */
  readonly triggers: Grants<string>;
  readonly responseUrls: Grants<Pressed>;
  readonly #nextTs: () => string;
  readonly #id: () => string;
  #posts: readonly Post[] = [];
  #views: readonly OpenView[] = [];
  readonly #answers = new Map<string, readonly Payload[]>();

  constructor(parts: {
    readonly clock: Clock;
    readonly random: RandomBytes;
    readonly workspace: Workspace;
  }) {
    const { clock, random, workspace } = parts;
    this.workspace = workspace;
    this.clock = clock;
    this.#nextTs = timestamps(clock);
    this.#id = () => uuid(random).replaceAll('-', '').slice(0, 10).toUpperCase();
    const grantId = () => `${Math.floor(clock() / 1000)}.${this.#id()}`;
    this.triggers = new Grants({ clock, id: grantId, times: 1, ms: TRIGGER_MS });
    this.responseUrls = new Grants({ clock, id: grantId, ...RESPONSE_URL });
  }

  /** Every message there is, oldest first. */
  get posts(): readonly Post[] {
    return this.#posts;
  }

  /** The messages that everybody sees, as the app sent them; a bot's with where they stand. */
  get messages(): readonly Payload[] {
    const shared = this.#posts.filter(({ onlyFor }) => onlyFor === undefined);
    return shared.map(({ payload, via, ts, channel, threadTs }) =>
      via === 'webhook'
        ? payload
        : { ...payload, channel, ts, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) },
    );
  }

  get views(): readonly OpenView[] {
    return this.#views;
  }

  conversation(id: unknown): Conversation | undefined {
    return this.workspace.conversations.find((each) => each.id === id);
  }

  person(id: unknown): Person | undefined {
    return this.workspace.people.find((each) => each.id === id);
  }

  post(post: Omit<Post, 'ts' | 'edited'>): Post {
    const made = { ...post, ts: this.#nextTs(), edited: false };
    this.#posts = [...this.#posts, made];
    return made;
  }

  find(ts: unknown): Post | undefined {
    return this.#posts.find((each) => each.ts === ts);
  }

  /** Replaces parts of a message; the others stay. */
  update({ ts }: Post, payload: Payload): Post | undefined {
    this.#posts = this.#posts.map((each) =>
      each.ts === ts ? { ...each, payload: { ...each.payload, ...payload }, edited: true } : each,
    );
    return this.find(ts);
  }

  remove({ ts }: Post): void {
    this.#posts = this.#posts.filter((each) => each.ts !== ts);
  }

  /** Opens a view for somebody, in the place of one that is open. */
  openView(user: string, view: Payload): OpenView {
    const opened = { id: `V${this.#id()}`, user, view };
    this.#views = [...this.#views.filter((each) => each.user !== user), opened];
    return opened;
  }

  closeView(id: string): void {
    this.#views = this.#views.filter((each) => each.id !== id);
  }

  /** Keeps what came to a response URL. */
  answered(responseUrl: string, payload: Payload): void {
    this.#answers.set(responseUrl, [...this.answersTo(responseUrl), payload]);
  }

  answersTo(responseUrl: string): readonly Payload[] {
    return this.#answers.get(responseUrl) ?? [];
  }
}
