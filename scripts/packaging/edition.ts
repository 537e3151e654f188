import { createHash } from 'node:crypto';
import { releaseOf, textOf } from '../repository/repository';

/** URLs that the package shows to users; without them, it shows no links. */
export interface Links {
  /** URL of the folder docs/ in a browser; `/troubleshooting.md#run_failed` is appended. */
  readonly documentation?: string;
  readonly repository?: string;
  readonly support?: string;
}

/** One publisher's build of the package. Two editions have different IDs everywhere, so an organization may install both. */
export interface Edition {
  readonly publisher: string;
  readonly suffix: string;
  readonly extensionId: string;
  readonly version: string;
  readonly links: Links;
  /** Differs from the edition of the publisher in the manifest. */
  readonly isDerived: boolean;
}

const CONNECTION_TYPE = 'databricks-mlops';

export type EditionChoice = Partial<Pick<Edition, 'publisher' | 'suffix' | 'version' | 'links'>>;

export function editionOf(root: string, choice: EditionChoice = {}): Edition {
  const own = JSON.parse(textOf(root, 'vss-extension.json')) as { readonly publisher: string; readonly id: string };
  const { publisher = own.publisher, suffix = '', version = releaseOf(root), links = {} } = choice;
  return {
    publisher,
    suffix,
    extensionId: suffix === '' ? own.id : `${own.id}-${suffix}`,
    version,
    links,
    isDerived: publisher.toLowerCase() !== own.publisher.toLowerCase() || suffix !== '',
  };
}

/** The Marketplace accepts each connection type name from one extension only. */
export function connectionType(edition: Edition): string {
  return edition.isDerived ? `${CONNECTION_TYPE}-${mark(edition)}` : CONNECTION_TYPE;
}

/** A UUID of version 5 (RFC 9562 §5.5) in the namespace of the original ID: the same in every build of the edition. */
export function taskId(original: string, edition: Edition): string {
  if (!edition.isDerived) {
    return original;
  }
  const namespace = Buffer.from(original.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(namespace).update(mark(edition)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A display name, marked so that it differs from other editions. */
export function labeled(name: string, { publisher, suffix, isDerived }: Edition): string {
  return isDerived ? `${name} (${[publisher, suffix].join(' ').trim()})` : name;
}

/** Where users of this edition find the documentation. The extension's page includes it. */
export function helpPage({ publisher, extensionId, links }: Edition): string {
  return links.documentation ?? `https://marketplace.visualstudio.com/items?itemName=${publisher}.${extensionId}`;
}

/** A publisher ID never has two hyphens in a row, so two editions never have the same mark. */
function mark({ publisher, suffix }: Edition): string {
  return [publisher.toLowerCase(), suffix].filter((part) => part !== '').join('--');
}
