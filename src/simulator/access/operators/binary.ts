/** Bytes, written in base 64 in the policy and in the request's context. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function sameBinary(requested: string, value: string): boolean {
  if (!BASE64.test(requested) || !BASE64.test(value)) return false;
  return Buffer.from(requested, 'base64').equals(Buffer.from(value, 'base64'));
}
