import { xmlText } from './xml-text';

export interface FileCoverage {
  /** From the root of the checkout, with slashes. */
  readonly file: string;
  readonly hit: readonly number[];
  readonly missed: readonly number[];
}

export interface Coverage {
  /** The folder from which the files are named. */
  readonly root: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly files: readonly FileCoverage[];
}

/** Line coverage in Cobertura format (https://github.com/cobertura/cobertura, coverage-04.dtd). */
export function coberturaXml({ root, at, files }: Coverage): string {
  const folders = [...new Set(files.map(({ file }) => folderOf(file)))];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<coverage${attributes({ ...rates(files), ...counts(files), complexity: '0', version: '1', timestamp: String(at) })}>`,
    `  <sources><source>${xmlText(root)}</source></sources>`,
    '  <packages>',
    ...folders.flatMap((folder) =>
      packageXml(
        folder,
        files.filter(({ file }) => folderOf(file) === folder),
      ),
    ),
    '  </packages>',
    '</coverage>',
  ];
  return `${lines.join('\n')}\n`;
}

/** In percent; 100 for nothing to cover. */
export function lineRate(files: readonly FileCoverage[]): number {
  const { valid, covered } = sums(files);
  return valid === 0 ? 100 : (100 * covered) / valid;
}

function packageXml(name: string, files: readonly FileCoverage[]): readonly string[] {
  const own = attributes({ name: name.replaceAll('/', '.') || '.', ...rates(files), complexity: '0' });
  return [`    <package${own}>`, '      <classes>', ...files.flatMap(classXml), '      </classes>', '    </package>'];
}

function classXml(file: FileCoverage): readonly string[] {
  const name = file.file.slice(folderOf(file.file).length).replace(/^\//, '');
  const own = attributes({ name, filename: file.file, ...rates([file]), complexity: '0' });
  const numbers = [
    ...file.hit.map((number) => ({ number, hits: 1 })),
    ...file.missed.map((number) => ({ number, hits: 0 })),
  ].toSorted((one, other) => one.number - other.number);
  const lines = numbers.map(
    ({ number, hits }) => `            <line${attributes({ number: String(number), hits: String(hits) })}/>`,
  );
  return [
    `        <class${own}>`,
    '          <methods/>',
    '          <lines>',
    ...lines,
    '          </lines>',
    '        </class>',
  ];
}

function rates(files: readonly FileCoverage[]): Readonly<Record<string, string>> {
  return { 'line-rate': (lineRate(files) / 100).toFixed(4), 'branch-rate': '0' };
}

function counts(files: readonly FileCoverage[]): Readonly<Record<string, string>> {
  const { valid, covered } = sums(files);
  return {
    'lines-covered': String(covered),
    'lines-valid': String(valid),
    'branches-covered': '0',
    'branches-valid': '0',
  };
}

function sums(files: readonly FileCoverage[]): { readonly valid: number; readonly covered: number } {
  const covered = files.reduce((total, { hit }) => total + hit.length, 0);
  return { covered, valid: covered + files.reduce((total, { missed }) => total + missed.length, 0) };
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(value)}"`)
    .join('');
}
