/**
 * Answers and errors of the XML protocols. Values are escaped; absent values leave no element behind.
 */
export type XmlValue = string | number | boolean | null | undefined | XmlNode | readonly XmlValue[];
export type XmlNode = { readonly [name: string]: XmlValue };

/** Children in the order of the object's keys; an array repeats its element. */
export function xmlElements(node: XmlNode): string {
  let text = '';
  for (const [name, value] of Object.entries(node)) text += xmlElement(name, value);
  return text;
}

/** IAM and STS write lists as repeated `<member>` elements. */
export function members(values: readonly XmlValue[]): XmlNode {
  return { member: values };
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function xmlElement(name: string, value: XmlValue): string {
  if (value === null || value === undefined) return '';
  if (isList(value)) return value.map((item) => xmlElement(name, item)).join('');
  const inner = typeof value === 'object' ? xmlElements(value) : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
