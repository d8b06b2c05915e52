/**
 * Text of others, made safe for a terminal: characters that move the cursor, change colours or turn the direction of
 * writing become a dot, one for one, so that places in the text stay what they are.
 */
export const printable = (text: string): string => text.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, '·');
