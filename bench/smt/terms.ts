/** Terms of SMT-LIB 2 as text: https://smt-lib.org/theories-UnicodeStrings.shtml for strings and regular expressions. */

export type Term = string;

export const all = (terms: readonly Term[]): Term =>
  terms.includes('false') ? 'false' : join('and', 'true', without('true', terms));
export const any = (terms: readonly Term[]): Term =>
  terms.includes('true') ? 'true' : join('or', 'false', without('false', terms));
export const not = (term: Term): Term => `(not ${term})`;
export const implies = (condition: Term, consequence: Term): Term => `(=> ${condition} ${consequence})`;
export const equal = (a: Term, b: Term): Term => `(= ${a} ${b})`;
export const matches = (text: Term, expression: Term): Term => `(str.in_re ${text} ${expression})`;

const without = (term: Term, terms: readonly Term[]): readonly Term[] => terms.filter((each) => each !== term);

function join(operator: string, whenEmpty: Term, terms: readonly Term[]): Term {
  return terms.length > 1 ? `(${operator} ${terms.join(' ')})` : (terms[0] ?? whenEmpty);
}

/** Everything but plain ASCII is escaped, the backslash too: it begins an escape itself. */
export const quote = (text: string): Term =>
  `"${Array.from(text, (character) =>
    /[ !#-[\]-~]/u.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  ).join('')}"`;

/** A name that SMT-LIB takes, whatever the key is called. */
export const symbol = (name: string): Term => `|${encodeURI(name)}|`;

export const sequence = (...expressions: readonly Term[]): Term => join('re.++', '(str.to_re "")', expressions);
/** Z3 is quick with what is outside of an expression, and lost with "not inside" of one. */
export const outsideOf = (expression: Term): Term => `(re.comp ${expression})`;
export const choice = (...expressions: readonly Term[]): Term => join('re.union', 're.none', expressions);
export const text = (value: string): Term => `(str.to_re ${quote(value)})`;
export const many = (expression: Term): Term => `(re.* ${expression})`;
export const some = (expression: Term): Term => `(re.+ ${expression})`;
export const optional = (expression: Term): Term => `(re.opt ${expression})`;
export const times = (count: number, expression: Term): Term => `((_ re.^ ${count}) ${expression})`;

/** `'az'` is a range, `'_'` a single character. */
export const oneOf = (...ranges: readonly string[]): Term =>
  choice(
    ...ranges.map((range) => {
      const [from = '', to = from] = range;
      return `(re.range ${quote(from)} ${quote(to)})`;
    }),
  );
