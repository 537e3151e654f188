import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../lib/core/clock';
import { isJsonObject, type Json } from '../../../lib/core/lossless-json';
import { Refusal } from '../http/refusal';
import type { Persistent } from '../state/persistent';
import { firstId, isDeltaTable } from './delta-table';
import { Grants, type GrantSubject } from './grants';
import { NO_MODELS, type KnownModels } from './known-models';
import { schemaMaker } from './schema-maker';
import { missingSecurable, objectName, securableExists, type ObjectName, type SchemaName } from './securable-name';
import { SecurableRecords, type RecordChange, type Subject } from './securable-records';
import { tableFacts } from './table-facts';

export interface MetastoreOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly accountId: string;
  /** Catalogs in addition to the default ones. */
  readonly catalogs: readonly string[];
}

const CATALOGS = ['main', 'dev', 'uat', 'prod'];

/**
 * Unity Catalog of an account. Catalogs, schemas, tables and volumes are folders on disk, so everybody sees what a
 * notebook creates.
 */
export class Metastore implements Persistent {
  readonly id: string;
  /** `<catalog>/<schema>/<table>/_delta_log` are below it. */
  readonly tablesFolder: string;
  /** `<catalog>/<schema>/<volume>` are below it. */
  readonly volumesFolder: string;
  readonly records: SecurableRecords;
  readonly grants = new Grants();
  /** Set by the registry when it starts. */
  models: KnownModels = NO_MODELS;

  constructor({ folder, clock, accountId, catalogs }: MetastoreOptions) {
    this.id = accountId.replace(/^0{8}/, '11111111');
    this.tablesFolder = join(folder, 'uc');
    this.volumesFolder = join(folder, 'volumes');
    this.records = new SecurableRecords(clock);
    [...CATALOGS, ...catalogs].forEach((catalog) =>
      mkdirSync(join(this.tablesFolder, catalog, 'default'), { recursive: true }),
    );
  }

  catalogs(): readonly string[] {
    return foldersIn(this.tablesFolder);
  }

  schemas(catalog: string): readonly string[] {
    this.requireCatalog(catalog);
    return foldersIn(join(this.tablesFolder, catalog));
  }

  tables(catalog: string, schema: string): readonly string[] {
    this.requireSchema(catalog, schema);
    const folder = join(this.tablesFolder, catalog, schema);
    const tables = foldersIn(folder).filter((table) => isDeltaTable(join(folder, table)));
    tables.forEach((table) => this.table([catalog, schema, table]));
    return tables;
  }

  volumes(catalog: string, schema: string): readonly string[] {
    this.requireSchema(catalog, schema);
    return foldersIn(join(this.volumesFolder, catalog, schema));
  }

  requireCatalog(catalog: string): void {
    if (!existsSync(join(this.tablesFolder, catalog))) {
      throw missingSecurable('catalog', catalog);
    }
  }

  requireSchema(catalog: string, schema: string): void {
    this.requireCatalog(catalog);
    if (!existsSync(join(this.tablesFolder, catalog, schema))) {
      throw missingSecurable('schema', `${catalog}.${schema}`);
    }
    const maker = schemaMaker(join(this.tablesFolder, catalog, schema));
    this.records.adopt({ kind: 'schema', fullName: `${catalog}.${schema}` }, maker);
  }

  /** The table's folder. */
  table(fullName: ObjectName): string {
    const folder = join(this.tablesFolder, ...fullName);
    this.requireSchema(fullName[0], fullName[1]);
    if (!isDeltaTable(folder)) {
      throw missingSecurable('table', fullName.join('.'));
    }
    const subject = { kind: 'table', fullName: fullName.join('.') } as const;
    const adopt = (): void => this.records.adopt(subject, tableFacts(folder).madeBy);
    adopt();
    this.#forgetFormer(subject, firstId(folder), adopt);
    return folder;
  }

  /** The volume's folder. */
  volume(fullName: ObjectName): string {
    const folder = join(this.volumesFolder, ...fullName);
    this.requireSchema(fullName[0], fullName[1]);
    if (!existsSync(folder)) {
      throw missingSecurable('volume', fullName.join('.'));
    }
    return folder;
  }

  requireModel(fullName: ObjectName): void {
    this.requireSchema(fullName[0], fullName[1]);
    if (this.models.owner(fullName.join('.')) === undefined) {
      const message = `Routine or Model '${fullName.join('.')}' does not exist.`;
      throw new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', message);
    }
  }

  /** Empty if it has no owner. */
  ownerOf({ kind, fullName }: GrantSubject): string {
    switch (kind) {
      case 'catalog':
      case 'schema':
      case 'table':
      case 'volume':
        return this.records.of({ kind, fullName }).owner;
      case 'function':
        return this.models.owner(fullName) ?? '';
      default:
        return '';
    }
  }

  createCatalog(catalog: string, record: RecordChange): void {
    const folder = join(this.tablesFolder, catalog);
    if (existsSync(folder)) {
      throw securableExists('catalog', catalog);
    }
    mkdirSync(join(folder, 'default'), { recursive: true });
    this.records.create({ kind: 'catalog', fullName: catalog }, record);
  }

  createSchema([catalog, schema]: SchemaName, record: RecordChange): void {
    this.requireCatalog(catalog);
    const folder = join(this.tablesFolder, catalog, schema);
    if (existsSync(folder)) {
      throw securableExists('schema', `${catalog}.${schema}`);
    }
    mkdirSync(folder);
    this.records.create({ kind: 'schema', fullName: `${catalog}.${schema}` }, record);
  }

  createVolume(fullName: ObjectName, record: RecordChange): void {
    const [catalog, schema] = fullName;
    this.requireSchema(catalog, schema);
    const folder = join(this.volumesFolder, ...fullName);
    if (existsSync(folder)) {
      throw securableExists('volume', fullName.join('.'));
    }
    mkdirSync(folder, { recursive: true });
    this.records.create({ kind: 'volume', fullName: fullName.join('.') }, record);
  }

  /** Without `everything`, refuses to delete a securable that is not empty. */
  async remove(fullName: readonly string[], what: 'if empty' | 'everything'): Promise<void> {
    const [catalog = '', schema] = fullName;
    const kind = schema === undefined ? 'catalog' : 'schema';
    const content = schema === undefined ? this.#schemasInUse(catalog) : this.#contentOf(catalog, schema);
    if (content.length > 0 && what === 'if empty') {
      const title = `${kind === 'catalog' ? 'Catalog' : 'Schema'} '${fullName.join('.')}'`;
      throw new Refusal(400, 'INVALID_STATE', `${title} is not empty. It contains: ${content.join(', ')}.`);
    }
    await Promise.all(this.models.within(fullName.join('.')).map((model) => this.models.remove(model)));
    rmSync(join(this.tablesFolder, ...fullName), { recursive: true });
    rmSync(join(this.volumesFolder, ...fullName), { recursive: true, force: true });
    this.#forget({ kind, fullName: fullName.join('.') });
  }

  removeTable(fullName: ObjectName): void {
    rmSync(this.table(fullName), { recursive: true });
    this.#forget({ kind: 'table', fullName: fullName.join('.') });
  }

  removeVolume(fullName: ObjectName): void {
    rmSync(this.volume(fullName), { recursive: true });
    this.#forget({ kind: 'volume', fullName: fullName.join('.') });
  }

  saved(): Json {
    return { records: this.records.saved(), grants: this.grants.saved() };
  }

  restore(saved: Json): void {
    if (isJsonObject(saved)) {
      this.records.restore(saved['records'] ?? {});
      this.grants.restore(saved['grants'] ?? {});
    }
  }

  #schemasInUse(catalog: string): readonly string[] {
    return this.schemas(catalog).filter(
      (schema) => schema !== 'default' || this.#contentOf(catalog, schema).length > 0,
    );
  }

  #contentOf(catalog: string, schema: string): readonly string[] {
    const models = this.models.within(`${catalog}.${schema}`).map((fullName) => objectName(fullName)[2]);
    return [...this.tables(catalog, schema), ...this.volumes(catalog, schema), ...models];
  }

  /** A notebook drops tables on disk without notice; a new table must not inherit the grants of an old one. */
  #forgetFormer(subject: Subject, incarnation: string, adopt: () => void): void {
    if (!this.records.isSame(subject, incarnation)) {
      this.#forget(subject);
      adopt();
      this.records.isSame(subject, incarnation);
    }
  }

  #forget(subject: Subject): void {
    this.records.forget(subject);
    this.grants.forget(subject);
  }
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) {
    return [];
  }
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .toSorted();
}
