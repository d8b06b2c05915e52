/**
 * Reads JSON into nodes that know their place in the text, which `JSON.parse` forgets. Duplicate names are kept: what
 * they mean is for the reader of the nodes to say.
 * One pass, linear; nesting is bounded, so that no input can exhaust the stack.
 */
import type { JsonMember, JsonNode, JsonString, Span } from './json-node.ts';

/** A policy needs seven levels. */
const deepest = 64;

export type JsonProblem = Span & { readonly sentence: string };

export function parseJson(text: string): { readonly node: JsonNode } | { readonly problem: JsonProblem } {
  const reader: Reader = { text, at: 0, depth: 0 };
  try {
    skipSpace(reader);
    const node = readValue(reader);
    skipSpace(reader);
    return reader.at === text.length ? { node } : { problem: problemAt(reader, 'there is text after the end') };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: problemAt(reader, error.message) };
    throw error;
  }
}

type Reader = { readonly text: string; at: number; depth: number };

const problemAt = ({ at, text }: Reader, sentence: string): JsonProblem => ({
  start: Math.min(at, text.length),
  end: Math.min(at + 1, text.length),
  sentence: at >= text.length ? `${sentence}: the text ends too early` : sentence,
});

function readValue(reader: Reader): JsonNode {
  switch (reader.text.charAt(reader.at)) {
    case '{':
      return nested(reader, readObject);
    case '[':
      return nested(reader, readArray);
    case '"':
      return readString(reader);
    default:
      return readScalar(reader);
  }
}

function nested(reader: Reader, read: (reader: Reader) => JsonNode): JsonNode {
  if (reader.depth === deepest) throw new SyntaxError(`it is nested more than ${deepest} levels deep`);
  reader.depth += 1;
  const node = read(reader);
  reader.depth -= 1;
  return node;
}

function readObject(reader: Reader): JsonNode {
  const start = reader.at;
  const members: JsonMember[] = [];
  reader.at += 1;
  skipSpace(reader);
  while (!skipIf(reader, '}')) {
    if (members.length > 0) expect(reader, ',');
    if (reader.text[reader.at] !== '"') throw new SyntaxError('a name in double quotes is expected');
    const name = readString(reader);
    skipSpace(reader);
    expect(reader, ':');
    const value = readValue(reader);
    members.push({ start: name.start, end: value.end, name: name.value, nameEnd: name.end, value });
    skipSpace(reader);
  }
  return { kind: 'object', start, end: reader.at, members };
}

function readArray(reader: Reader): JsonNode {
  const start = reader.at;
  const items: JsonNode[] = [];
  reader.at += 1;
  skipSpace(reader);
  while (!skipIf(reader, ']')) {
    if (items.length > 0) expect(reader, ',');
    items.push(readValue(reader));
    skipSpace(reader);
  }
  return { kind: 'array', start, end: reader.at, items };
}

function readString(reader: Reader): JsonString {
  const { text, at: start } = reader;
  let isEscaped = false;
  let at = start + 1;
  while (text[at] !== '"') {
    const code = text.charCodeAt(at);
    if (!(code >= 0x20)) {
      reader.at = at;
      throw new SyntaxError('a string is not closed on its line');
    }
    if (code === 0x5c) {
      isEscaped = true;
      at += 1;
    }
    at += 1;
  }
  reader.at = at + 1;
  const value = isEscaped ? unescape(reader, start) : text.slice(start + 1, at);
  return { kind: 'string', start, end: at + 1, value };
}

function unescape(reader: Reader, start: number): string {
  try {
    // A JSON string literal that ends where it should can only become a string.
    return JSON.parse(reader.text.slice(start, reader.at)) as string;
  } catch {
    reader.at = start;
    throw new SyntaxError('a string holds an escape that JSON does not have');
  }
}

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/uy;

function readScalar(reader: Reader): JsonNode {
  scalar.lastIndex = reader.at;
  const found = scalar.exec(reader.text)?.[0];
  if (found === undefined) throw new SyntaxError('a value is expected');
  const start = reader.at;
  reader.at += found.length;
  // What the pattern lets through is a number, a boolean or null.
  const value = JSON.parse(found) as number | boolean | null;
  return { kind: 'scalar', start, end: reader.at, value };
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    reader.at += 1;
  }
}

function skipIf(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, character: string): void {
  if (!skipIf(reader, character)) throw new SyntaxError(`a \`${character}\` is expected`);
  skipSpace(reader);
}
