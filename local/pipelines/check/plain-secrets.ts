import type { Findings } from '../read/finding';
import { textAt, type Entry, type Node } from '../read/node';
import type { Piece } from '../schema/walk';

const SECRET_NAME =
  /pass(?:word|wd|phrase)|secret|(?:access|auth|api|bearer)_?token|^token$|api_?key|private_?key|connection_?string/i;
const SECRET_VALUE =
  /\bdapi[0-9a-f]{32}|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|\bAKIA[0-9A-Z]{16}\b|\beyJ[\w-]{15,}\.eyJ/;
const SHORTEST = 6;

/** Warns of values in the file that look like secrets. The value is never shown. */
export function checkPlainSecrets({ role, node }: Piece, findings: Findings): void {
  if (role === 'variable') {
    const name = textAt(node, 'name');
    const value = node.kind === 'mapping' ? node.entries.find(({ key }) => key === 'value') : undefined;
    check(name, value, findings);
  }
  if (role === 'variables' && node.kind === 'mapping') {
    node.entries.forEach((entry) => check(entry.key, entry, findings));
  }
  if (role === 'step' && node.kind === 'mapping') {
    const blocks = node.entries.filter(({ key }) => key === 'inputs' || key === 'env');
    blocks.flatMap(({ value }) => entriesOf(value)).forEach((entry) => check(entry.key, entry, findings));
  }
}

function check(name: string | undefined, entry: Entry | undefined, findings: Findings): void {
  if (name === undefined || entry?.value.kind !== 'text') {
    return;
  }
  const { text, at } = entry.value;
  const isLiteral = !/\$[([{]/.test(text) && !/^(?:true|false|\d+)$/i.test(text) && text.length >= SHORTEST;
  if (SECRET_VALUE.test(text) || (isLiteral && SECRET_NAME.test(name))) {
    const message = `'${name}' looks like a secret in plain text; keep it in a variable group or key vault and use $(name)`;
    findings.warn(at, 'plain-secret', message);
  }
}

function entriesOf(node: Node): readonly Entry[] {
  return node.kind === 'mapping' ? node.entries : [];
}
