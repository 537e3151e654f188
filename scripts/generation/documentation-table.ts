import { plain } from '../../lib/yaml/node';
import { readYaml } from '../../lib/yaml/read';

/** Pages, their sections, and for each section its cases or the reason why it has none. */
export type Documentation = Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>>;

export function readDocumentation(text: string): Documentation {
  const reading = readYaml(text, 'documentation.yml');
  if ('problems' in reading) {
    throw new Error(`documentation.yml cannot be read: ${reading.problems[0]?.message ?? ''}`);
  }
  return plain(reading.node) as Documentation;
}

/** The list as a table in docs/, with links to the cases. */
export function documentationTable(documentation: Documentation): string {
  const rows = Object.entries(documentation).flatMap(([page, sections]) =>
    Object.entries(sections).map(([section, cases]) => `| ${page} | ${section} | ${inRun(cases)} | ${cell(cases)} |`),
  );
  return ['| Page | Section | In a run | Cases |', '|---|---|---|---|', ...rows].join('\n');
}

/** Whether a run does what the section describes; the pipelines of teams all run. */
function inRun(cases: readonly string[] | string): string {
  if (typeof cases === 'string') {
    return '';
  }
  if (cases.some((path) => /^(?:unit\/pipelines\/run|cli|local)\//.test(path))) {
    return 'run';
  }
  if (cases.includes('validate/what-no-laptop-runs')) {
    return 'refused by name';
  }
  return cases.some((path) => path.startsWith('shapes/')) ? 'run' : 'expand only';
}

function cell(cases: readonly string[] | string): string {
  return typeof cases === 'string'
    ? `none: ${cases}`
    : cases
        .map((path) => `[${nameOf(path)}](../tests/${path.endsWith('.ts') ? path : `pipelines/${path}`})`)
        .join(', ');
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replaceAll('-', ' ');
}
