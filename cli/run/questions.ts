import { createInterface, type Interface } from 'node:readline';
import { harmlessLine } from '../../lib/core/harmless';
import type { Approver } from '../../local/pipelines/run/approvals';

type Decide = Approver['decide'];

export interface Questions {
  readonly ask: Decide;
  /** An open input would keep the process alive. */
  close(): void;
}

/**
 * Asks on standard error and reads one line of standard input for each answer, from a terminal or a pipe.
 * One question at a time: two stages may wait at once.
 */
export function openQuestions(user: string, around: { pause(): void; resume(): void }): Questions {
  const lines = new Lines();
  let before: Promise<unknown> = Promise.resolve();
  return {
    ask(request, cancel) {
      const answer = before.then(async () => {
        around.pause();
        try {
          const answers = new Answers(lines, cancel);
          return await decision(request, { user, answers });
        } finally {
          around.resume();
        }
      });
      before = answer.catch(() => {});
      return answer;
    },
    close: () => lines.close(),
  };
}

async function decision(
  { stage, subject }: Parameters<Decide>[0],
  { user, answers }: { readonly user: string; readonly answers: Answers },
): ReturnType<Decide> {
  const yes = await answers.to(`Stage ${stage} waits for approval of ${subject}. Approve? [y/N] `);
  if (yes === undefined) {
    return { decision: 'rejected', who: '', comment: 'nobody answered' };
  }
  const comment = (await answers.to('Comment: ')) ?? '';
  return { decision: /^y(?:es)?$/i.test(yes.trim()) ? 'approved' : 'rejected', who: user, comment };
}

class Answers {
  readonly #lines: Lines;
  readonly #cancel: AbortSignal;

  constructor(lines: Lines, cancel: AbortSignal) {
    this.#lines = lines;
    this.#cancel = cancel;
  }

  /** Undefined at the end of the input. */
  async to(question: string): Promise<string | undefined> {
    this.#cancel.throwIfAborted();
    process.stderr.write(harmlessLine(question));
    const over = new AbortController();
    const canceled = new Promise<never>((_, reject) => {
      const onAbort = (): void => reject(this.#cancel.reason as Error);
      this.#cancel.addEventListener('abort', onAbort, { once: true, signal: over.signal });
    });
    try {
      return await Promise.race([this.#lines.next(), canceled]);
    } finally {
      over.abort();
    }
  }
}

/** The lines of standard input, opened with the first question. A line that nobody has taken yet stays. */
class Lines {
  #interface: Interface | undefined;
  #iterator: NodeJS.AsyncIterator<string> | undefined;
  #pending: Promise<string | undefined> | undefined;

  async next(): Promise<string | undefined> {
    this.#interface ??= createInterface({ input: process.stdin, terminal: false });
    this.#iterator ??= this.#interface[Symbol.asyncIterator]();
    this.#pending ??= this.#iterator.next().then(({ done, value }) => (done === true ? undefined : value));
    const line = await this.#pending;
    this.#pending = undefined;
    return line;
  }

  close(): void {
    this.#interface?.close();
  }
}
