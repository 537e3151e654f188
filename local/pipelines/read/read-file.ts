import type { YamlNode, YamlScalar } from '../../../lib/yaml/node';
import type { Position, Problem } from '../../../lib/yaml/position';
import { readYaml } from '../../../lib/yaml/read';
import type { Node } from './node';

export type FileReading = { readonly node: Node } | { readonly problems: readonly Problem[]; readonly rest?: Node };

/** Reads the text of one file of a pipeline. Azure Pipelines has neither anchors nor typed scalars. */
export function readPipelineFile(text: string, file: string): FileReading {
  const reading = readYaml(text, file, { keys: 'as-written', anchors: 'refused' });
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if ('node' in reading) {
    return { node: nodeOf(reading.node, lines) };
  }
  const { problems, rest } = reading;
  return rest === undefined ? { problems } : { problems, rest: nodeOf(rest, lines) };
}

function nodeOf(node: YamlNode, lines: readonly string[]): Node {
  switch (node.kind) {
    case 'scalar':
      return {
        kind: 'text',
        text: node.text === '~' && node.value === null ? '' : node.text,
        at: positionOf(node, lines),
      };
    case 'list':
      return { kind: 'list', items: node.items.map((item) => nodeOf(item, lines)), at: node.at };
    case 'map': {
      const entries = node.entries.map((entry) => ({ ...entry, value: nodeOf(entry.value, lines) }));
      return { kind: 'mapping', entries, at: node.at };
    }
  }
}

/** A block of text begins at its first letter and not at the margin, so that positions inside of it can be counted. */
function positionOf({ at, text }: YamlScalar, lines: readonly string[]): Position {
  if (at.column !== 1) {
    return at;
  }
  const block = lines.slice(at.line - 1, at.line + text.split('\n').length).find((line) => line.trim() !== '');
  const margin = block === undefined ? 0 : block.length - block.trimStart().length;
  return margin > 0 ? { ...at, column: margin + 1 } : at;
}
