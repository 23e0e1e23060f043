import { KmsError, notFound } from './errors.ts';
import type { Key } from './key.ts';

/** A UUID, or the ID of a multi-Region key. */
const keyIdShape = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;

/** The keys and aliases of every account and Region. */
export class Store {
  readonly #keys = new Map<string, Key>();
  /** `account/region/alias/name` to a key's ARN. */
  readonly #aliases = new Map<string, string>();

  add(key: Key): void {
    this.#keys.set(key.arn, key);
  }

  has(arn: string): boolean {
    return this.#keys.has(arn);
  }

  remove(key: Key): void {
    this.#keys.delete(key.arn);
    for (const [place, arn] of this.#aliases) if (arn === key.arn) this.#aliases.delete(place);
  }

  keysOf(account: string, region: string): readonly Key[] {
    return [...this.#keys.values()].filter((key) => key.account === account && key.region === region);
  }

  all(): readonly Key[] {
    return [...this.#keys.values()];
  }

  setAlias(account: string, region: string, name: string, arn: string): void {
    this.#aliases.set(`${account}/${region}/${name}`, arn);
  }

  deleteAlias(account: string, region: string, name: string): void {
    this.#aliases.delete(`${account}/${region}/${name}`);
  }

  aliasTarget(account: string, region: string, name: string): Key | undefined {
    return this.#keys.get(this.#aliases.get(`${account}/${region}/${name}`) ?? '');
  }

  aliasesOf(account: string, region: string): readonly { readonly name: string; readonly key: Key }[] {
    const prefix = `${account}/${region}/`;
    return [...this.#aliases]
      .filter(([place]) => place.startsWith(prefix))
      .flatMap(([place, arn]) => {
        const key = this.#keys.get(arn);
        return key ? [{ name: place.slice(prefix.length), key }] : [];
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Finds a key by ID, ARN, alias name or alias ARN, as the caller's account and Region see it. */
  find(id: string, account: string, region: string): Key {
    if (id.startsWith('arn:')) {
      const [, , , arnRegion = '', arnAccount = '', resource = ''] = id.split(':');
      if (arnRegion !== region) throw new KmsError('NotFoundException', `Invalid arn ${arnRegion}`);
      const found = resource.startsWith('alias/')
        ? this.aliasTarget(arnAccount, arnRegion, resource)
        : this.#keys.get(id);
      if (!found) throw notFound(resource.startsWith('alias/') ? `Alias ${id}` : `Key '${id}'`);
      return found;
    }
    if (id.startsWith('alias/')) {
      const found = this.aliasTarget(account, region, id);
      if (!found) throw notFound(`Alias arn:aws:kms:${region}:${account}:${id}`);
      return found;
    }
    if (!keyIdShape.test(id)) throw new KmsError('NotFoundException', `Invalid keyId '${id}'`);
    const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
    const found = this.#keys.get(arn);
    if (!found) throw notFound(`Key '${arn}'`);
    return found;
  }
}
