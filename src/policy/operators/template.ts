/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the characters
 * that have a meaning. Only in policies of 2012-10-17; in older ones `${…}` is plain text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

/** `pattern`: text as written, in which `*` and `?` may be wildcards. `text`: itself and nothing else. */
type Piece =
  | { readonly kind: 'pattern' | 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined };

export type Template = readonly Piece[];

const variable = /\$\{([^{}]*)\}/gu;

export function parseTemplate(value: string, version: string): Template {
  if (version !== '2012-10-17' || !value.includes('${')) return [{ kind: 'pattern', text: value }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of value.matchAll(variable)) {
    if (match.index > end) pieces.push({ kind: 'pattern', text: value.slice(end, match.index) });
    pieces.push(pieceOf(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < value.length) pieces.push({ kind: 'pattern', text: value.slice(end) });
  return pieces;
}

function pieceOf(inside: string): Piece {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'text', text: inside };
  const [, key = inside, fallback] = /^([^,]*?)\s*,\s*'([^']*)'\s*$/u.exec(inside) ?? [];
  return { kind: 'variable', key: key.trim(), fallback };
}

export const variablesIn = (template: Template): readonly string[] =>
  template.flatMap((piece) => (piece.kind === 'variable' ? piece.key : []));

/** What a request has for a variable: a text, nothing, or we do not know (undefined). */
export type ValueOf = (key: string) => string | null | undefined;

/** Variables replaced by what the request has. `void`: one has neither a value nor a default. Undefined: not known. */
export function fill(template: Template, valueOf: ValueOf): Template | 'void' | undefined {
  const filled: Piece[] = [];
  for (const piece of template) {
    if (piece.kind !== 'variable') {
      filled.push(piece);
      continue;
    }
    const value = valueOf(piece.key);
    if (value === undefined) return undefined;
    const text = value ?? piece.fallback;
    if (text === undefined) return 'void';
    // A value is text, even when it holds a star.
    filled.push({ kind: 'text', text });
  }
  return filled;
}
