import { countText, findingJson, findingLine, issueCommand } from './finding-lines';
import { print, printJson, printMadeHarmless } from './printer';
import { projectFindings } from './project-findings';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';

/** Reports everything that is wrong with files. */
export const validateVerb: Verb = {
  name: 'validate',
  summary: 'Report every problem of mlops.yml files, with its place.',
  usage: '<file…> [options]',
  description: [
    'Reads each file as the tasks do and reports all of its problems at once: broken YAML,',
    'unknown keys, wrong values, contradictions, and each attempt to loosen a baseline.',
  ],
  options: {
    baseline: 'The files are baselines of an organization.',
    json: 'Print the findings as JSON.',
    agent: 'Print them as commands, so that an agent shows them in its run.',
  },
  example: 'mlops validate databricks-ml/mlops.yml',
  run: validateFiles,
};

function validateFiles({ positionals, options }: Words): number {
  if (positionals.length === 0) {
    throw new UsageError("'mlops validate' takes at least one file, and got none.", 'Write mlops validate <file…>.');
  }
  const role = options.has('baseline') ? 'baseline' : 'project';
  const results = positionals.map((file) => ({ file, findings: projectFindings(file, role) }));
  const findings = results.flatMap((result) => result.findings);
  if (options.has('json')) {
    printJson({ files: results.map((result) => ({ ...result, findings: result.findings.map(findingJson) })) });
  } else if (options.has('agent')) {
    findings.map(issueCommand).forEach((command) => printMadeHarmless(`${command}\n`));
  } else {
    findings.map(findingLine).forEach(print);
    results.forEach((result) => print(`${result.file}: ${countText(result.findings)}`));
  }
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
