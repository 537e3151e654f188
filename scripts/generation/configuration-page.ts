import { toJson } from '../../lib/core/lossless-json';
import { nestedYaml } from '../../lib/project/nested';
import { baselineFile } from '../../lib/project/schema/baseline';
import type { Need, Part, Section, Setting } from '../../lib/project/schema/part';
import { projectFile } from '../../lib/project/schema/project';
import type { Shape } from '../../lib/yaml/shape';
import { withBlock } from './marked-block';

const NEEDS: readonly Need[] = ['always', 'usually', 'seldom'];

/** The page about mlops.yml with the keys of its schema filled in, the most common ones first. */
export function withConfigurationWords(page: string): string {
  const words = documented(projectFile, []);
  const filled = NEEDS.reduce((text, need) => withBlock(text, `words-${need}`, chapters(words, need)), page);
  const ofBaseline = documented(baselineFile(), []).filter(({ path }) =>
    ['rules', 'environments'].includes(path.join('.')),
  );
  return withBlock(filled, 'words-baseline', ofBaseline.map(chapter).join('\n\n'));
}

export interface DocumentedPart {
  readonly path: readonly [string, ...string[]];
  readonly part: Part;
  readonly example: string;
}

/** Every key with its own example. A list shows its keys in a table; an environment repeats the file. */
function documented(section: Section, above: readonly string[]): readonly DocumentedPart[] {
  return Object.entries(section.keys).flatMap(([key, part]) => {
    const path: [string, ...string[]] = above[0] === undefined ? [key] : [above[0], ...above.slice(1), key];
    const own = part.example === undefined ? [] : [{ path, part, example: part.example }];
    const isShared = key === 'compute' && above[0] !== 'training';
    return part.kind === 'section' && !isShared ? [...own, ...documented(part, path)] : own;
  });
}

/** The keys of the project file that have an example. */
export function documentedWords(): readonly DocumentedPart[] {
  return documented(projectFile, []);
}

function chapters(words: readonly DocumentedPart[], need: Need): string {
  return words
    .filter(({ part }) => (part.need ?? 'seldom') === need)
    .map(chapter)
    .join('\n\n');
}

function chapter({ path, part, example }: DocumentedPart): string {
  const facts = factsOf(part);
  return [
    `### \`${path.join('.')}\``,
    '',
    `${part.means}${facts === '' ? '' : ` ${facts}`}`,
    '',
    '```yaml',
    nestedYaml(path, example),
    '```',
    ...tableOf(part),
  ].join('\n');
}

function factsOf(part: Part): string {
  if (part.kind === 'items') {
    return part.tightens === 'superset' ? 'A project keeps what its baseline lists.' : '';
  }
  if (part.kind !== 'setting') {
    return '';
  }
  const usual = part.default === undefined ? [] : [`Default: \`${toJson(part.default)}\`.`];
  return [kindOf(part.shape), ...usual, tighteningOf(part)].filter((fact) => fact !== '').join(' ');
}

function kindOf(shape: Shape): string {
  switch (shape.kind) {
    case 'choice':
      return `One of ${quoted(shape.of)}.`;
    case 'boolean':
      return '`true` or `false`.';
    case 'list':
      return shape.of.kind === 'choice' ? `A list of ${quoted(shape.of.of)}.` : 'A list.';
    case 'integer':
      return 'A whole number.';
    case 'number':
      return 'A number.';
    case 'anything':
    case 'map':
    case 'mapOf':
    case 'scalar':
    case 'string':
    case 'text':
      return '';
  }
}

function tighteningOf({ tightens, levels = [] }: Setting): string {
  switch (tightens) {
    case 'lower':
      return 'Under a baseline it may only become lower.';
    case 'higher':
      return 'Under a baseline it may only become higher.';
    case 'superset':
      return 'Under a baseline the list may only grow.';
    case 'subset':
      return 'Under a baseline the list may only shrink.';
    case 'level':
      return `Under a baseline it may only become stricter: ${levels.map((each) => `\`${each}\``).join(', then ')}.`;
    case 'fixed':
      return "A project cannot change a baseline's value.";
    case 'free':
      return '';
  }
}

/** The keys of the maps in a list. */
function tableOf(part: Part): readonly string[] {
  const inner =
    part.kind === 'items' ? part.of : part.kind === 'entries' && part.of.kind === 'section' ? part.of : undefined;
  if (inner === undefined || Object.keys(inner.keys).length > MOST_ROWS) {
    return [];
  }
  const rows = Object.entries(inner.keys).map(
    ([key, of]) => `| \`${key}\`${of.presence === 'required' ? ' (required)' : ''} | ${of.means} ${factsOf(of)} |`,
  );
  return ['', '| Key | Meaning |', '|---|---|', ...rows.map((row) => row.replaceAll(/ +\|/g, ' |'))];
}

// An environment may have every key of the file again.
const MOST_ROWS = 8;

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}
