const START = '<!-- decided -->';
const END = '<!-- /decided -->';

/** The page with another table between its markers. */
export function withRuleTable(page: string, table: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start === -1 || end < start) {
    throw new Error(`The page lacks the markers of the table.\nFix: Add the lines ${START} and ${END}.`);
  }
  return `${page.slice(0, start)}${START}\n\n${table}\n\n${page.slice(end)}`;
}
