import type { VpcEndpoint } from './endpoint.ts';
import { refused } from './errors.ts';
import type { SecurityGroup } from './group.ts';
import { wellFormed } from './input.ts';

/** What one account has in one Region, oldest first. */
export class Place {
  readonly endpoints = new Map<string, VpcEndpoint>();
  readonly groups = new Map<string, SecurityGroup>();

  endpoint(id: string): VpcEndpoint {
    const found = this.endpoints.get(wellFormed('vpce', id));
    if (found) return found;
    throw refused('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
  }

  group(id: string): SecurityGroup {
    const found = this.groups.get(wellFormed('sg', id));
    if (found) return found;
    throw refused('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
  }
}

/** What every account has, in every Region. */
export class Store {
  readonly #places = new Map<string, Place>();

  place(account: string, region: string): Place {
    const name = `${account} ${region}`;
    const place = this.#places.get(name) ?? new Place();
    this.#places.set(name, place);
    return place;
  }
}
