/**
 * A configuration file: YAML 1.2 text to settings that remember their line and column.
 * Never: opens the file (that is `load.ts`).
 */
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, type Document, type YAMLError } from 'yaml';
import type { ConfigProblem } from './config-error.ts';
import { isSettings, type Path, type Source } from './source.ts';

export function readYaml(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems = [...document.errors, ...document.warnings].map((error) => syntaxProblem(error, at));
  const content: unknown = problems.length === 0 ? document.toJS() : null;
  // An empty file, or one of comments only, asks for the defaults.
  if (!isSettings(content) && content !== null) problems.push(notSettings(at(0)));
  return {
    settings: isSettings(content) ? content : {},
    placeOf: (path, of) => placeIn(document, path, of, at),
    problems,
  };
}

function syntaxProblem(error: YAMLError, at: (offset: number) => string): ConfigProblem {
  const remedy =
    error.code === 'DUPLICATE_KEY' ? 'keep one of the two' : 'mend the YAML there: indentation, quotes and brackets';
  return { place: at(error.pos[0]), key: '', message: `is not YAML: ${firstLine(error.message)}`, remedy };
}

const firstLine = (message: string): string => (message.split('\n')[0] ?? '').replace(/[.:]$/u, '');

const notSettings = (place: string): ConfigProblem => ({
  place,
  key: '',
  message: 'is not a configuration: expected settings, each as `key: value`',
  remedy: 'begin with, for example, `mode: observe`',
});

function placeIn(
  document: Document,
  path: Path,
  of: 'key' | 'value',
  at: (offset: number) => string,
): string | undefined {
  const [name] = path.slice(-1);
  const holder: unknown = document.getIn(path.slice(0, -1), true);
  const pair = isMap(holder) ? holder.items.find((item) => isScalar(item.key) && item.key.value === name) : undefined;
  const node: unknown = isPair(pair) && (of === 'key' || !hasRange(pair.value)) ? pair.key : document.getIn(path, true);
  return hasRange(node) ? at(node.range[0]) : undefined;
}

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  isNode(node) && node.range !== null && node.range !== undefined;
