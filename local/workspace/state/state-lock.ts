import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../lib/core/errors';
import { isAlive } from '../execution/alive';
import { processStart } from './process-start';

/** Keeps other servers out of a state folder. */
export class StateLock {
  readonly #file: string;

  /** Throws if a running server uses the folder. */
  constructor(stateFolder: string) {
    this.#file = join(stateFolder, 'server.pid');
    mkdirSync(stateFolder, { recursive: true });
    const holder = this.#holder();
    if (holder !== undefined) {
      throw new UserError('STATE_FOLDER_IN_USE', {
        what: `The state folder ${stateFolder} is in use by the workspace server with process id ${holder}.`,
        fix: `Stop that server, or choose another folder with '--state'.`,
      });
    }
    rmSync(this.#file, { force: true });
    // Exclusive: if two servers start at once, one fails here.
    writeFileSync(this.#file, `${process.pid} ${processStart(process.pid)}`, { flag: 'wx' });
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }

  /** The process that uses the folder. After a kill, another program may have its process id. */
  #holder(): number | undefined {
    const [pid = '', start = ''] = this.#written().split(' ');
    const isHeld = pid !== '' && isAlive(Number(pid)) && processStart(Number(pid)) === start;
    return isHeld ? Number(pid) : undefined;
  }

  #written(): string {
    try {
      return readFileSync(this.#file, 'utf8');
    } catch {
      return '';
    }
  }
}
