/**
 * JSON as it is written: every value with the place of its text, so that a repair can edit the text in place and the
 * command line can underline what it speaks of. Offsets count UTF-16 units from 0; `end` is the first one after.
 */

export type Span = { readonly start: number; readonly end: number };

export type JsonString = Span & { readonly kind: 'string'; readonly value: string };
type JsonScalar = Span & { readonly kind: 'scalar'; readonly value: number | boolean | null };
export type JsonArray = Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] };
export type JsonObject = Span & { readonly kind: 'object'; readonly members: readonly JsonMember[] };
export type JsonNode = JsonString | JsonScalar | JsonArray | JsonObject;

/** `start` is where the quoted name begins, `end` where the value ends. */
export type JsonMember = Span & { readonly name: string; readonly nameEnd: number; readonly value: JsonNode };

export const memberOf = (object: JsonObject, name: string): JsonMember | undefined =>
  object.members.find((member) => member.name === name);
