/**
 * One option: what it holds, what it means, what it is when nobody says anything. The schema is a tree of these;
 * docs/configuration.md, the JSON Schema and `config print` are all read off that tree.
 */
import { z } from 'zod';

type About<Schema extends z.ZodType> = {
  /** Written the way a person writes it in the file. */
  readonly default: z.input<Schema>;
  readonly description: string;
  /** Of the value as it is written; durations carry theirs with them. */
  readonly unit?: string;
};

export function option<Schema extends z.ZodType>(schema: Schema, about: About<Schema>): z.ZodPrefault<Schema> {
  const { default: value, ...meta } = about;
  return z.prefault(schema, value).meta(meta);
}

/** Options that belong together. A group that is left out is as if every option in it were. */
export function group<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  const error = 'settings below it, each on a line of its own';
  return z
    .strictObject(shape, { error: (issue) => (issue.code === 'invalid_type' ? error : undefined) })
    .prefault({} as never) // every option of a group has a default, so that nothing is a complete group
    .meta({ description });
}
