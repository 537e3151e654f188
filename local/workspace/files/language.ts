/** Notebook languages with their file extension and the comment that starts a notebook's first line. */
export const LANGUAGES = [
  { name: 'PYTHON', extension: '.py', comment: '#' },
  { name: 'SQL', extension: '.sql', comment: '--' },
  { name: 'SCALA', extension: '.scala', comment: '//' },
  { name: 'R', extension: '.r', comment: '#' },
] as const;

export type Language = (typeof LANGUAGES)[number]['name'];
