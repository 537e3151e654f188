import { createHash } from 'node:crypto';
import type { Clock } from '../../../lib/core/clock';
import type { Json, JsonObject } from '../../../lib/core/lossless-json';
import type { Persistent } from '../state/persistent';
import type { SecurableKind } from './securable-name';

/** What the metastore stores about a securable except its name. */
export interface SecurableRecord {
  readonly id: string;
  readonly owner: string;
  readonly comment?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly updatedBy: string;
  /** Tells a securable from an earlier one with the same name, if the disk can. */
  readonly incarnation?: string;
}

export interface Subject {
  readonly kind: SecurableKind;
  readonly fullName: string;
}

export interface RecordChange extends Partial<Pick<SecurableRecord, 'owner' | 'comment' | 'properties'>> {
  readonly by: string;
}

/** Owner of what was not created by the API: the first catalogs, and what a notebook created on disk. */
const SYSTEM = 'System user';

/** Owner, comment and times of securables; the disk decides which exist. */
export class SecurableRecords implements Persistent {
  #records = new Map<string, SecurableRecord>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(subject: Subject): SecurableRecord {
    return this.#records.get(keyOf(subject)) ?? this.create(subject, { by: SYSTEM });
  }

  /** Records the creator of what the API did not create, if the disk knows one. */
  adopt(subject: Subject, maker: string | undefined): void {
    if (maker !== undefined && !this.#records.has(keyOf(subject))) {
      this.create(subject, { by: maker });
    }
  }

  create(subject: Subject, { by, ...rest }: RecordChange): SecurableRecord {
    const now = this.#clock.now();
    const times = { createdAt: now, createdBy: by, updatedAt: now, updatedBy: by };
    return this.#set(subject, { id: idOf(subject), owner: by, ...times, ...rest });
  }

  change(subject: Subject, { by, ...rest }: RecordChange): SecurableRecord {
    return this.#set(subject, { ...this.of(subject), ...rest, updatedAt: this.#clock.now(), updatedBy: by });
  }

  /** Records which one is on disk now; false if it has changed. */
  isSame(subject: Subject, incarnation: string): boolean {
    const record = this.of(subject);
    this.#set(subject, { ...record, incarnation });
    return record.incarnation === undefined || record.incarnation === incarnation;
  }

  /** Deletes the records of a securable and everything in it. */
  forget({ kind, fullName }: Subject): void {
    for (const key of this.#records.keys()) {
      if (key === keyOf({ kind, fullName }) || key.split(':')[1]?.startsWith(`${fullName}.`) === true) {
        this.#records.delete(key);
      }
    }
  }

  saved(): Json {
    return Object.fromEntries(this.#records) as unknown as JsonObject;
  }

  restore(saved: Json): void {
    this.#records = new Map(Object.entries(saved as unknown as Record<string, SecurableRecord>));
  }

  #set(subject: Subject, record: SecurableRecord): SecurableRecord {
    this.#records.set(keyOf(subject), record);
    return record;
  }
}

/** The members of every securable. */
export function recordJson(record: SecurableRecord): JsonObject {
  return {
    owner: record.owner,
    comment: record.comment,
    properties: record.properties,
    created_at: record.createdAt,
    created_by: record.createdBy,
    updated_at: record.updatedAt,
    updated_by: record.updatedBy,
  };
}

function keyOf({ kind, fullName }: Subject): string {
  return `${kind}:${fullName}`;
}

function idOf(subject: Subject): string {
  const digits = createHash('sha256').update(keyOf(subject)).digest('hex');
  return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`]
    .concat(digits.slice(20, 32))
    .join('-');
}
