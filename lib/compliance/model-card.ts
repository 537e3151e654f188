import type { Facts } from './facts';
import type { Policy } from './policy';
import { listed } from './result';

/** A starting point for the description: the headings that are asked for, and under them what is known. */
export function modelCard({ run, files, version }: Facts, { requiredHeadings }: Policy): string {
  const training = 'value' in run ? run.value : undefined;
  const known: Readonly<Record<string, string | undefined>> = {
    data: training && listed(training.datasets.map(({ name, digest }) => `${name} (digest ${digest})`)),
    metrics: training && listed([...training.metrics].map(([name, value]) => `${name} ${value}`)),
    owner: version.owner,
    inputs: 'value' in files ? listed(files.value.mlModel.signature?.inputs.map(({ name = '?' }) => name) ?? []) : '',
  };
  const headings = requiredHeadings.length > 0 ? requiredHeadings : ['Purpose', 'Data', 'Limits', 'Owner', 'Contact'];
  return headings
    .map((heading) => {
      const said = known[heading.toLowerCase()] ?? '';
      return `## ${heading}\n${said === '' ? 'To be written.' : said}`;
    })
    .join('\n');
}
