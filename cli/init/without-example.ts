const TESTS_OF_EXAMPLE = /^ +# pip installs it[^\n]*\n +unitTestRequirements: [^\n]*\n/m;

/** A pipeline for a project without the notebook that scores and without tests, which may come later. */
export function withoutExample(text: string): string {
  const own = ['# Folders and notebook of your own, when they are there:', "scoringNotebook: ''"];
  const tests = ["unitTests: ''", "devTests: ''", "uatTests: ''"];
  if (TESTS_OF_EXAMPLE.test(text)) {
    return text.replace(TESTS_OF_EXAMPLE, lines([...own, ...tests]));
  }
  return /template: (?:release|retrain)\.yml@/.test(text) ? `${text.trimEnd()}\n${lines(own)}` : text;
}

function lines(parameters: readonly string[]): string {
  return parameters.map((line) => `    ${line}\n`).join('');
}
