const HEADER_RULE = /^={20,}$/;

/** The log as the web view first shows it: only the title of each group. Omits the task's header. */
export class FoldedLog {
  #group: { readonly title: string; count: number } | undefined;
  #inHeader = false;

  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  take(line: string): void {
    const [, title] = /^##\[group\](.*)$/.exec(line) ?? [];
    if (this.#group !== undefined) {
      this.#fold(this.#group, line);
    } else if (title !== undefined) {
      this.#group = { title, count: 0 };
    } else if (HEADER_RULE.test(line)) {
      this.#inHeader = !this.#inHeader;
    } else if (!this.#inHeader) {
      this.#write(line);
    }
  }

  #fold(group: { readonly title: string; count: number }, line: string): void {
    if (line === '##[endgroup]') {
      this.#write(`##[group]${group.title} (${group.count} lines, folded)`);
      this.#group = undefined;
    } else {
      group.count += 1;
    }
  }
}
