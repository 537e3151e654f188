import type { Check } from '../check';
import { unless } from '../result';

/** The description is long enough and has the headings that the project asks for. */
export const description: Check = ({ version }, { requiredHeadings, minimumDescriptionLength }) => {
  const text = version.description.trim();
  const sections = sectionsOf(text);
  const short =
    text.length < minimumDescriptionLength
      ? [`it has ${text.length} of at least ${minimumDescriptionLength} characters`]
      : [];
  const missing = requiredHeadings.filter((heading) => !sections.has(heading.toLowerCase()));
  const empty = requiredHeadings.filter((heading) => sections.get(heading.toLowerCase()) === '');
  return unless(
    [
      ...short,
      ...missing.map((heading) => `the heading '${heading}' is missing`),
      ...empty.map((heading) => `the section '${heading}' is empty`),
    ],
    `${text.length} characters${requiredHeadings.length === 0 ? '' : ` under ${requiredHeadings.join(', ')}`}`,
  );
};

/** What stands under each heading of Markdown, whatever its level; code blocks hold no headings. */
function sectionsOf(markdown: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  let current: string | undefined;
  let isCode = false;
  for (const line of markdown.split(/\r?\n/)) {
    isCode = /^\s*(?:```|~~~)/.test(line) ? !isCode : isCode;
    const heading = isCode ? undefined : /^#{1,6}\s+(.+?)\s*#*\s*$/.exec(line)?.[1]?.toLowerCase();
    if (heading !== undefined) {
      current = heading;
    }
    if (current !== undefined) {
      sections.set(current, heading === undefined ? `${sections.get(current) ?? ''}${line.trim()}` : '');
    }
  }
  return sections;
}
