/** Of class and name together; https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-test-results-v2#faq */
const LONGEST = 512;
const LONGEST_CLASS = 255;

export interface TestName {
  readonly className: string;
  readonly name: string;
}

/** The same test has the same name in every run, and different tests have different ones, however long they are. */
export function testName({ className, name }: TestName): TestName {
  const short = within(LONGEST_CLASS, className);
  return { className: short, name: within(LONGEST - short.length - 1, name) };
}

function within(room: number, text: string): string {
  if (text.length <= room) {
    return text;
  }
  const mark = `… ${checksum(text)}`;
  return text.slice(0, room - mark.length) + mark;
}

/** FNV-1a with 32 bits: enough to tell apart what begins alike. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
