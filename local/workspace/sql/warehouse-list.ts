import { createHash } from 'node:crypto';
import { invalidParameter, Refusal } from '../http/refusal';

export interface Warehouse {
  readonly id: string;
  readonly name: string;
  readonly state: 'RUNNING' | 'STOPPED';
}

/** The SQL warehouses of a workspace; a new one has the starter warehouse, stopped. */
export class WarehouseList {
  #warehouses: readonly Warehouse[];

  constructor(orgId: string) {
    const id = createHash('sha256').update(`warehouse ${orgId}`).digest('hex').slice(0, 16);
    this.#warehouses = [{ id, name: 'Serverless Starter Warehouse', state: 'STOPPED' }];
  }

  get all(): readonly Warehouse[] {
    return this.#warehouses;
  }

  get(id: string): Warehouse {
    const found = this.#find(id);
    if (found === undefined) {
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
    }
    return found;
  }

  /** The Statement API refuses an unknown ID in words of its own. */
  forStatement(id: string): Warehouse {
    const found = this.#find(id);
    if (found === undefined) {
      throw invalidParameter(`${id} is not a valid endpoint id.`);
    }
    return found;
  }

  set({ id }: Warehouse, state: Warehouse['state']): void {
    this.#warehouses = this.#warehouses.map((each) => (each.id === id ? { ...each, state } : each));
  }

  #find(id: string): Warehouse | undefined {
    return this.#warehouses.find((warehouse) => warehouse.id === id);
  }
}
