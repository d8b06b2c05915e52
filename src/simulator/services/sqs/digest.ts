/**
 * MD5 digests by which clients check that a message arrived unchanged.
 * After "Calculating the MD5 message digest for message attributes" in the Amazon SQS Developer Guide.
 */
import { createHash } from 'node:crypto';
import type { MessageAttribute } from './queue/message.ts';

export function bodyDigest(body: string): string {
  return createHash('md5').update(body, 'utf8').digest('hex');
}

/** Null when there are no attributes. */
export function attributesDigest(attributes: Readonly<Record<string, MessageAttribute>>): string | null {
  const names = Object.keys(attributes).toSorted();
  if (names.length === 0) return null;
  const hash = createHash('md5');
  const add = (value: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    hash.update(length).update(value);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const { DataType, StringValue, BinaryValue } = attribute;
    add(Buffer.from(name, 'utf8'));
    add(Buffer.from(DataType, 'utf8'));
    const isBinary = DataType.startsWith('Binary');
    hash.update(Buffer.from([isBinary ? 2 : 1]));
    add(isBinary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? '', 'utf8'));
  }
  return hash.digest('hex');
}
