/** The configuration as JSON Schema, for editors and for the Helm chart. Combinations are not in it: `config check` is. */
import { z } from 'zod';
import { configSchema } from './schema.ts';

export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input' });
  return { $schema, title: 'rootkeeper configuration', ...schema };
}
