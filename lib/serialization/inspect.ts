import { isDamage, UnreadableArchive } from './archives/damage';
import { unpacked, type Packing } from './archives/unpacked';
import { endsAsZip, packedRange, zipMembers, type ZipMember } from './archives/zip-directory';
import type { ByteSource } from './byte-source';
import { contentOf, HEAD_LENGTH } from './content';
import type { PickleFacts } from './pickle/scanner';
import { scanPickles, type Reopened } from './scan-pickles';

export interface FoundPickle extends PickleFacts {
  /** Member of the archive that holds it. */
  readonly inside: string | undefined;
}

/** What a file holds that loading it would run. */
export interface Inspection {
  readonly pickles: readonly FoundPickle[];
  /** What could not be looked into and why, as sentences. */
  readonly unread: readonly string[];
}

/** More is a bomb, or takes longer than a check may. */
const MOST_UNPACKED = 8 * 1024 ** 3;

/** Finds pickles by content, also one level deep in archives. Nothing is written, made or run. */
export async function inspect(source: ByteSource, mostUnpacked = MOST_UNPACKED): Promise<Inspection> {
  const inspector = new Inspector(source, mostUnpacked);
  await inspector.run();
  return inspector;
}

class Inspector implements Inspection {
  readonly pickles: FoundPickle[] = [];
  readonly unread: string[] = [];
  #budget: number;

  readonly #source: ByteSource;

  constructor(source: ByteSource, mostUnpacked: number) {
    this.#source = source;
    this.#budget = mostUnpacked;
  }

  async run(): Promise<void> {
    const { size } = this.#source;
    const content = contentOf(await this.#source.read(0, HEAD_LENGTH));
    const isZip = content.kind === 'zip' || (await endsAsZip(this.#source));
    const whole = { inside: undefined, from: 0, to: size } as const;
    if (isZip) {
      await this.#members();
    }
    switch (content.kind) {
      case 'zip':
        return;
      case 'gzip':
      case 'zlib':
        return this.#layer({ ...whole, packing: content.kind });
      case 'closed':
        this.unread.push(`it is packed as ${content.as}, which is not looked into; save it unpacked or with gzip`);
        return;
      case 'objects':
        return this.#scan(undefined, () => this.#source.chunks(content.at, size));
      case 'plain':
        return this.#scan(undefined, () => this.#source.chunks(0, size));
    }
  }

  async #members(): Promise<void> {
    try {
      for (const member of await zipMembers(this.#source)) {
        await this.#member(member);
      }
    } catch (error) {
      if (!(error instanceof UnreadableArchive)) {
        throw error;
      }
      this.unread.push(`it is an archive that cannot be read: ${error.message}`);
    }
  }

  async #member(member: ZipMember): Promise<void> {
    const { name, method, isEncrypted } = member;
    if (isEncrypted || (method !== 0 && method !== 8)) {
      this.unread.push(`'${name}' in it is ${isEncrypted ? 'encrypted' : `packed by method ${method}`}`);
      return;
    }
    const [from, to] = await packedRange(this.#source, member);
    await this.#layer({ inside: name, packing: method === 0 ? 'none' : 'raw', from, to });
  }

  async #layer({ inside, packing, from, to }: Layer): Promise<void> {
    const reopen = (): AsyncIterable<Uint8Array> => this.#within(unpacked(this.#source.chunks(from, to), packing));
    const content = contentOf(await headOf(reopen()));
    switch (content.kind) {
      case 'zip':
      case 'gzip':
      case 'zlib':
      case 'closed': {
        const what = content.kind === 'closed' ? content.as : content.kind;
        this.unread.push(`${placed(inside)} is ${what} data again, and only one level is looked into`);
        return;
      }
      case 'objects':
        return this.#scan(inside, () => behind(reopen(), content.at));
      case 'plain':
        return this.#scan(inside, reopen);
    }
  }

  async #scan(inside: string | undefined, reopen: Reopened): Promise<void> {
    const { facts, damage } = await scanPickles(reopen);
    if (facts !== undefined) {
      this.pickles.push({ ...facts, inside });
    }
    if (damage !== undefined) {
      this.unread.push(`${placed(inside)} cannot be unpacked: ${damage}`);
    }
  }

  async *#within(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      this.#budget -= chunk.length;
      if (this.#budget < 0) {
        throw new UnreadableArchive('it becomes larger than what is looked at');
      }
      yield chunk;
    }
  }
}

interface Layer {
  readonly inside: string | undefined;
  readonly packing: Packing;
  readonly from: number;
  readonly to: number;
}

function placed(inside: string | undefined): string {
  return inside === undefined ? 'what it holds' : `'${inside}' in it`;
}

/** What comes before damage; the scan then tells of it. */
async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_LENGTH);
  let length = 0;
  try {
    for await (const chunk of chunks) {
      const part = chunk.subarray(0, HEAD_LENGTH - length);
      head.set(part, length);
      length += part.length;
      if (length === HEAD_LENGTH) {
        break;
      }
    }
  } catch (error) {
    if (!isDamage(error)) {
      throw error;
    }
  }
  return head.subarray(0, length);
}

async function* behind(chunks: AsyncIterable<Uint8Array>, start: number): AsyncIterable<Uint8Array> {
  let left = start;
  for await (const chunk of chunks) {
    const step = Math.min(left, chunk.length);
    left -= step;
    if (step < chunk.length) {
      yield chunk.subarray(step);
    }
  }
}
