/**
 * Checks a cron line when the configuration is read: a schedule that is wrong must not be found out at three in the
 * morning. BullMQ reads the line again when it plans the next run.
 */
const fields = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day', min: 1, max: 31, names: [] },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'weekday', min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const;

/** What is wrong with the line, or nothing. */
export function cronProblem(line: unknown): string | undefined {
  if (typeof line !== 'string') return undefined;
  const parts = line.trim().split(/\s+/u);
  if (parts.length !== fields.length) return `it has ${parts.length} fields`;
  const wrong = fields.find((field, at) => !(parts[at] ?? '').split(',').every((part) => isPart(part, field)));
  return wrong === undefined ? undefined : `the ${wrong.name} is from ${wrong.min} to ${wrong.max}`;
}

/** One element of a field: `*`, `5`, `1-5`, `mon-fri`, each with an optional `/step`. */
function isPart(part: string, field: (typeof fields)[number]): boolean {
  const [range = '', step, ...rest] = part.split('/');
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d?$/u.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-');
  const [from, to = from] = ends.map((end) => numberOf(end, field));
  if (ends.length > 2 || from === undefined || to === undefined) return false;
  return from >= field.min && to <= field.max && from <= to;
}

function numberOf(end: string, { names, min }: (typeof fields)[number]): number | undefined {
  if (/^\d{1,2}$/u.test(end)) return Number(end);
  const at = names.findIndex((name) => name === end.toLowerCase());
  return at === -1 ? undefined : at + min;
}
