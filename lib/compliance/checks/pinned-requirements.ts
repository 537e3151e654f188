import { ofFiles } from '../check';
import { failed, unless } from '../result';
import { requirementLines, REQUIREMENTS } from './requirement-lines';

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers (exactly one version, with extras and markers). */
const PINNED = /^[A-Za-z0-9][\w.-]*(?:\[[\w,.\s-]*\])?\s*===?\s*[\w.!+-]+\s*(?:;.*)?$/;

/** The environment that is built tomorrow is the one of today. */
export const pinnedRequirements = ofFiles(({ texts }) => {
  const text = texts.get(REQUIREMENTS);
  if (text === undefined) {
    return failed(`there is no ${REQUIREMENTS}`);
  }
  const lines = requirementLines(text);
  const problems = lines.flatMap((line) => {
    const problem = problemOf(line);
    return problem === undefined ? [] : [`'${line}' ${problem}`];
  });
  return unless(problems, `${lines.length} requirements, each pinned to one version`, REQUIREMENTS);
});

function problemOf(line: string): string | undefined {
  if (/^-(?:e\b|-editable)/.test(line)) {
    return 'is editable';
  }
  if (/^(?:-i\b|-f\b|--(?:extra-)?index-url|--find-links|--trusted-host)/.test(line)) {
    return 'names a package index, which belongs to the machine that installs';
  }
  if (line.startsWith('-')) {
    return 'is an option of pip';
  }
  if (/:\/\/|\s@\s|^(?:\.|\/|file:)/.test(line)) {
    return 'comes from a URL or path';
  }
  return PINNED.test(line) ? undefined : 'is not pinned with ==';
}
