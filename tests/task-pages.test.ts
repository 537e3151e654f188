import assert from 'node:assert/strict';
import { ERROR_CODES } from '../lib/core/error-codes';
import { root, textOf } from '../scripts/repository/repository';
import { taskNames } from '../scripts/repository/task-folders';

const CHAPTERS = ['Examples', 'Permissions', 'What can go wrong', 'Inputs', 'Outputs'];

describe('the page of a task', () => {
  for (const name of taskNames(root)) {
    const page = textOf(root, `tasks/${name}/README.md`);
    const chapters = page.split(/^## /m).map((chapter) => chapter.trim());

    it(`${name} begins with a purpose and a minimal step`, () => {
      assert.match(
        chapters[0] ?? '',
        new RegExp(`^# ${name}\\n\\n\\S[^\\n]+\\n\\n\`\`\`yaml\\n- task: ${name}@1\\n[^]*?\`\`\`$`),
      );
    });

    it(`${name} has the chapters that every page has, in one order`, () => {
      const titles = chapters.slice(1).map((chapter) => chapter.split('\n', 1)[0] ?? '');
      assert.deepEqual(
        titles.filter((title) => CHAPTERS.includes(title)),
        CHAPTERS,
      );
    });

    it(`${name} says what to do about the three to six errors that matter most`, () => {
      const errors = chapters.find((chapter) => chapter.startsWith('What can go wrong')) ?? '';
      const codes = [...errors.matchAll(/^- \*\*(?<code>\w+)\*\* \S+/gm)].map(({ groups }) => groups?.['code'] ?? '');
      assert.ok(codes.length >= 3 && codes.length <= 6, `${codes.length} codes`);
      assert.deepEqual(
        codes.filter((code) => ERROR_CODES.every((known) => known !== code)),
        [],
      );
    });
  }
});
