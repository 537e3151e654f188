/** Lets a test wait for a line of a log: pass `onLine` to the job. */
export class LineWatch {
  readonly #lines: string[] = [];
  #onLine: () => void = () => {};

  readonly onLine = (line: string): void => {
    this.#lines.push(line);
    this.#onLine();
  };

  async seen(line: string): Promise<void> {
    while (!this.#lines.includes(line)) {
      await new Promise<void>((resolve) => {
        this.#onLine = resolve;
      });
    }
  }
}
