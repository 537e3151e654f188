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
    const parameters = `parameters:\n- name: list\n  type: object\n  default: [a, b]\n- name: map\n  type: object\n  default: { k1: v, k2: { deep: w } }\n`;
    return `${parameters}${this.#variables('')}${this.#of([this.#steps(''), this.#jobs(''), this.#stages()])}`;
  }

  #steps(margin: string): string {
    const steps = Array.from({ length: 1 + this.#below(4) }, () => this.#item());
    return indented(`steps:\n${steps.join('')}`, margin);
  }

  /** Two jobs from a loop, or one with a matrix; with variables of their own. */
  #jobs(margin: string): string {
    const body = `${this.#variables('  ')}${this.#steps('  ')}`;
    const jobs = this.#of([
      `- \${{ each j in parameters.list }}:\n${indented(`- job: job_\${{ j }}\n${body}`, '  ')}`,
      `- job: one\n  strategy:\n    matrix:\n      \${{ each leg in parameters.list }}:\n        leg_\${{ leg }}: { v: ${this.#value()} }\n${body}`,
      `- deployment: ship\n  environment: e\n  strategy:\n    runOnce:\n      deploy:\n${this.#steps('        ')}`,
    ]);
    return indented(`jobs:\n${jobs}`, margin);
  }

  #stages(): string {
    return `stages:\n- \${{ if true }}:\n  - stage: first\n    displayName: ${this.#value()}\n${this.#jobs('    ')}- stage: second\n${this.#variables('  ')}${this.#jobs('  ')}`;
  }

  #variables(margin: string): string {
    const variables = this.#of([
      '',
      `variables:\n  a: ${this.#value()}\n  \${{ insert }}: { b: ${this.#value()} }\n`,
      `variables:\n  \${{ each pair in parameters.map }}:\n    \${{ pair.key }}: ${this.#value()}\n`,
      `variables:\n- name: a\n  \${{ if false }}:\n    value: x\n  \${{ else }}:\n    value: ${this.#value()}\n- group: g\n`,
    ]);
    return indented(variables, margin);
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

function indented(text: string, margin: string): string {
  return text.replaceAll(/^(?=.)/gm, margin);
}
