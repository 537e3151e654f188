import { textOf } from '../repository/repository';
import type { Edition } from './edition';

/** The pages of docs/ that become chapters of the extension's page. */
const CHAPTERS = ['connections', 'troubleshooting'];

/** The extension's page on the Marketplace. It is complete, because a package may have no other website. */
export function marketplacePage(root: string, edition: Edition): string {
  const page = (name: string): string => linksWithin(textOf(root, `docs/${name}.md`), edition);
  return [page('overview').trimEnd(), ...addresses(edition), ...CHAPTERS.map((name) => demoted(page(name)))].join(
    '\n\n',
  );
}

function addresses({ links: { documentation, repository, support } }: Edition): readonly string[] {
  const known = Object.entries({ Documentation: documentation, Repository: repository, Support: support });
  const lines = known.flatMap(([name, address]) => (address === undefined ? [] : [`- [${name}](${address})`]));
  return lines.length === 0 ? [] : [`## More\n\n${lines.join('\n')}`];
}

/** Moves each heading one level down, except lines with # inside code blocks. */
function demoted(text: string): string {
  const blocks = text.trimEnd().split(/^(?=```)/m);
  return blocks.map((block, index) => (index % 2 === 0 ? block.replaceAll(/^(?=#+ )/gm, '#') : block)).join('');
}

/** Links to other chapters stay within the page; links to other pages point to the documentation or become plain text. */
function linksWithin(text: string, { links: { documentation } }: Edition): string {
  return text
    .replaceAll('](../images/flow.svg)', '](images/flow.png)')
    .replaceAll(/\[([^\]]+)\]\(([a-z-]+\.md(?:#[^)]+)?)\)/g, (_, words: string, target: string) => {
      const [page = '', anchor] = target.split(/\.md#?/);
      if (CHAPTERS.includes(page)) {
        return `[${words}](#${anchor === '' ? page : anchor})`;
      }
      return documentation === undefined ? words : `[${words}](${documentation}/${target})`;
    });
}
