/** When one condition of a Deny is false. An absent key decides by the operator, as AWS documents it. */
import { isInSome } from './addresses.ts';
import type { Ask, Asked } from './asked-keys.ts';
import { outside } from './outside.ts';
import { expressionOf } from './patterns.ts';
import { all, any, choice, matches, not, outsideOf, type Term } from './terms.ts';

export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

export function isFalse({ operator, key: written, values }: Condition, ask: Ask): Term {
  if (values.length === 0) return outside('a condition without values');
  const [, quantifier, base = '', ifExists] =
    /^(?:for(any|all)values?:)?(.+?)(ifexists)?$/u.exec(operator.toLowerCase()) ?? [];
  const asked = { ...ask(written), written };
  const { carried, key } = asked;
  if (key.unsettled === true) return 'false';
  if (base === 'null') return all(values.map((value) => (asBoolean(value) === 'true' ? carried : not(carried))));

  // `StringNotLike`, `ArnNotEquals`, `NotIpAddress`…: what they negate.
  const comparison = base.replace(/^(string|arn|numeric|date)not|^not(?=ipaddress)/u, '$1');
  const isNegated = comparison !== base;
  const isOtherwise =
    key.carried === 'false' ? 'false' : isAmong(comparison, values, { ...asked, isWanted: isNegated });
  const isTrueWhenAbsent = quantifier === 'all' || ifExists !== undefined || (quantifier === undefined && isNegated);
  return isTrueWhenAbsent ? all([carried, isOtherwise]) : any([not(carried), isOtherwise]);
}

const asBoolean = (value: string): string =>
  value === 'true' || value === 'false' ? value : outside('a truth value that is none');

type Compared = Asked & { readonly written: string; readonly isWanted: boolean };

/** The value is one that the operator matches, or, when that is not wanted, is none. */
function isAmong(comparison: string, values: readonly string[], asked: Compared): Term {
  const { value, key, isWanted } = asked;
  if (key.sort === 'text') {
    const expression = choice(...values.map((each) => expressionOf(comparison, each)));
    return matches(value, isWanted ? expression : outsideOf(expression));
  }
  const here =
    comparison === 'ipaddress' && key.sort === 'address'
      ? isInSome(value, values)
      : any(values.map((each) => compareNumbers(comparison, each, asked)));
  return isWanted ? here : not(here);
}

const relations: Readonly<Record<string, string>> = {
  ...{ equals: '=', lessthan: '<', lessthanequals: '<=', greaterthan: '>', greaterthanequals: '>=' },
};

function compareNumbers(comparison: string, literal: string, { key, value, written }: Compared): Term {
  const [, family, relation = ''] = /^(numeric|date)(.+)$/u.exec(comparison) ?? [];
  if (family === undefined || key.sort === 'address') return outside('an operator that does not go with the key');
  const isEpoch = written.toLowerCase() === 'aws:epochtime';
  if ((family === 'date') !== (key.sort === 'moment') && !isEpoch) return outside('a number compared with a date');
  const bound = family === 'date' ? secondsOf(literal) : numberOf(literal);
  return `(${relations[relation] ?? outside('an operator that AWS does not have')} ${value} ${bound})`;
}

function secondsOf(literal: string): Term {
  const moment = /^\d+$/u.test(literal) ? Number(literal) : Date.parse(literal) / 1000;
  return Number.isInteger(moment) ? String(moment) : outside('a date that is none');
}

function numberOf(literal: string): Term {
  if (!/^-?\d+(?:\.\d+)?$/u.test(literal)) return outside('a number that is none');
  return literal.startsWith('-') ? `(- ${literal.slice(1)})` : literal;
}
