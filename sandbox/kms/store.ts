import { KmsError, notFound } from './errors.ts';
import type { Key } from './key.ts';
import type { KeyStore } from './key-store.ts';

/** The keys and aliases of every account and Region. */
export class Store {
  readonly #keys = new Map<string, Key>();
  /** `account/region/alias/name` to a key's ARN. */
  readonly #aliases = new Map<string, string>();
  readonly #keyStores = new Map<string, KeyStore>();

  add(key: Key): void {
    this.#keys.set(key.arn, key);
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

  /** The key itself and its replicas or primary in other Regions. */
  related(key: Key): readonly Key[] {
    return this.all().filter(({ keyId, account }) => keyId === key.keyId && account === key.account);
  }

  get keyStores(): Map<string, KeyStore> {
    return this.#keyStores;
  }

  /** Finds a key by ID, ARN, alias name or alias ARN, as the caller's account and Region see it. */
  find(id: string, account: string, region: string, takesAlias = true): Key {
    const [, , , arnRegion = '', owner = '', resource = ''] = id.startsWith('arn:')
      ? id.split(':')
      : ['', '', '', region, account, id];
    if (arnRegion !== region) throw new KmsError('NotFoundException', `Invalid arn ${arnRegion}`);
    if (resource.startsWith('alias/')) {
      if (!takesAlias) throw new KmsError('NotFoundException', `Invalid keyId '${id}'`);
      const found = this.aliasTarget(owner, region, resource);
      if (found) return found;
      throw new KmsError(
        'NotFoundException',
        `Alias arn:aws:kms:${region}:${owner}:${resource} is not found.`,
      );
    }
    const keyId = resource.startsWith('key/') && id.startsWith('arn:') ? resource.slice(4) : resource;
    if (!/^([\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}|mrk-[\da-f]{32})$/.test(keyId))
      throw new KmsError('NotFoundException', `Invalid keyId '${id}'`);
    const arn = `arn:aws:kms:${region}:${owner}:key/${keyId}`;
    const found = this.#keys.get(arn);
    if (!found) throw notFound(`Key '${arn}'`);
    return found;
  }
}
