/**
 * The way CloudTrail writes times inside the answers of STS, and Organizations with one comma less:
 * `Oct 25, 2024, 9:07:11 PM`. AWS's own samples; nobody should parse it.
 */
const FORMAT = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

export function javaDate(at: number): string {
  // Newer Unicode data puts a narrow no-break space before AM and PM.
  return FORMAT.format(at).replace(/\u202f/g, ' ');
}

/** `May 15, 2023 8:26:54 AM` */
export function olderJavaDate(at: number): string {
  return javaDate(at).replace(/(\d{4}),/, '$1');
}
