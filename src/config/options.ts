/**
 * The options as a flat list, read off the schema: for docs/configuration.md, environment variables, `config print`
 * and the nearest known key.
 */
import { z } from 'zod';
import { configSchema } from './schema.ts';

export type Option = {
  /** Dotted, such as `guards.flapping.within`. */
  readonly key: string;
  /** Such as `ROOTKEEPER_GUARDS__FLAPPING__WITHIN`. */
  readonly variable: string;
  readonly kind: 'option' | 'group';
  readonly description: string;
  readonly unit: string | undefined;
  /** What the value has to be, in the words of its error message. */
  readonly expects: string;
  /** As a person would write it in the file. */
  readonly default: unknown;
  readonly schema: z.core.$ZodType;
};

/** Groups come before what is in them. */
export const options: readonly Option[] = optionsBelow(configSchema, '');

function optionsBelow(schema: z.core.$ZodType, parent: string): readonly Option[] {
  return Object.entries<z.core.$ZodType>(shapeOf(schema)).flatMap(([name, child]) => {
    const key = parent === '' ? name : `${parent}.${name}`;
    const isGroup = Object.keys(shapeOf(child)).length > 0;
    const option = describeOption(key, child, isGroup ? 'group' : 'option');
    return isGroup ? [option, ...optionsBelow(child, key)] : [option];
  });
}

/** The fields of a group; of anything else, nothing. */
function shapeOf(schema: z.core.$ZodType): z.core.$ZodLooseShape {
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject ? inner.shape : {};
}

function describeOption(key: string, schema: z.core.$ZodType, kind: Option['kind']): Option {
  const meta = z.globalRegistry.get(schema);
  const unit = meta?.['unit'];
  return {
    key,
    variable: variableOf(key),
    kind,
    description: meta?.description ?? '',
    unit: typeof unit === 'string' ? unit : undefined,
    expects: expectationOf(schema),
    default: schema instanceof z.ZodPrefault ? schema.def.defaultValue : undefined,
    schema,
  };
}

/** Nothing expects a symbol, so that every schema says what it does expect. */
function expectationOf(schema: z.core.$ZodType): string {
  const message = z.safeParse(schema, Symbol('anything else')).error?.issues[0]?.message ?? '';
  return z.safeParse(schema, null).success ? `${message}, or \`null\`` : message;
}

/** Words by one underscore, levels by two. */
function variableOf(key: string): string {
  const words = key.replaceAll('.', '__').replaceAll(/[A-Z]/gu, (letter) => `_${letter}`);
  return `ROOTKEEPER_${words.toUpperCase()}`;
}
