import { seededRandom } from '../../../bench/instruments/seeded-random';

const TEXTS = [
  'plain',
  '',
  ' blank',
  'a: b',
  '- a',
  "it's",
  '"quoted"',
  '#hash',
  'x #y',
  '${{ x',
  '$(macro)',
  '$[ x ]',
  'true',
  '1.10',
  '~',
  'null',
  '{a}',
  '[a]',
  '*a',
  '&a',
  '!t',
  '%p',
  '@a',
  '`a',
  '? a',
  ': a',
  '|',
  '>',
  '---',
  '...',
  '<<',
  'line\nline',
  'line\n',
  'line\n\n',
  '\nline',
  '  line\nline',
  'line \n line ',
  '\n',
  'tab\tx',
  'line\n\tx',
  '\r\n',
  'bell\u0007',
  'é ß 漢',
  '😀',
  '\u2028',
  '\ufeff',
  '##vso[a]',
  '}}',
  "'${{",
];

/** Makes pipelines out of expressions whose values are all kinds of text. The same seed makes the same ones. */
export class RandomPipeline {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  text(): string {
    const steps = Array.from({ length: 1 + this.#below(4) }, () => this.#item());
    return `parameters:\n- name: list\n  type: object\n  default: [a, b]\nsteps:\n${steps.join('')}`;
  }

  /** The text with letters left out, doubled or exchanged. */
  damaged(text: string): string {
    let damaged = text;
    for (let count = 1 + this.#below(4); count > 0; count--) {
      const at = this.#below(damaged.length);
      const put = this.#of([
        '',
        '\t',
        '\n',
        '${{',
        '}}',
        ':',
        '- ',
        "'",
        '"',
        '[',
        '\u0000',
        '(',
        '  ',
        '@',
        '&x ',
        'é',
      ]);
      damaged = damaged.slice(0, at) + put + damaged.slice(at + this.#below(3));
    }
    return damaged;
  }

  #item(): string {
    switch (this.#below(4)) {
      case 0:
        return `- script: ${this.#value()}\n  env:\n    ${JSON.stringify(this.#literal())}: ${this.#value()}\n`;
      case 1:
        return `- \${{ each x in parameters.list }}:\n  - script: ${this.#value()}\n    displayName: \${{ x }}\n`;
      case 2:
        return `- \${{ if ${this.#of(['true', 'false', "eq(1, '1')"])} }}:\n  - bash: ${this.#value()}\n- \${{ else }}:\n  - script: ${this.#value()}\n`;
      default:
        return `- task: T@1\n  inputs: { a: ${this.#value()}, b: [${this.#value()}, {}, []] }\n`;
    }
  }

  /** A scalar whose value after expansion is a text, and perhaps more around it. */
  #value(): string {
    return JSON.stringify(
      this.#of([this.#literal(), `x ${this.#literal()} y`, `${this.#literal()}${this.#literal()}`]),
    );
  }

  #literal(): string {
    return `\${{ '${this.#of(TEXTS).replaceAll("'", "''")}' }}`;
  }

  #of<T>(choices: readonly T[]): T {
    return choices[this.#below(choices.length)] as T;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}
