/**
 * What S3 and SQS refuse to store, whatever it says.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
import type { Service } from '../../domain/resource.ts';
import type { Policy, Statement } from '../statement.ts';

type Counts = {
  readonly bytes: number;
  readonly statements: number;
  readonly principals: number;
  readonly conditions: number;
  /** In the statement that has the most. */
  readonly actions: number;
};

const unlimited = { statements: Infinity, principals: Infinity, conditions: Infinity, actions: Infinity };

const most: Readonly<Record<Service, Counts>> = {
  s3: { ...unlimited, bytes: 20 * 1024 },
  sqs: { bytes: 8192, statements: 20, principals: 50, conditions: 10, actions: 7 },
};

const words: Readonly<Record<keyof Counts, string>> = {
  bytes: 'bytes',
  statements: 'statements',
  principals: 'principals',
  conditions: 'conditions',
  actions: 'actions in one statement',
};

export type PolicyText = { readonly text: string; readonly policy: Policy };

/**
 * One sentence on the first limit that `after` exceeds. What the service stores at present it has accepted, so a
 * count that is no higher than before is never held against a repair, however we count.
 */
export function brokenLimit(service: Service, before: PolicyText | undefined, after: PolicyText): string | undefined {
  const was = before === undefined ? undefined : countsOf(before);
  const is = countsOf(after);
  for (const [name, word] of Object.entries(words)) {
    // Object.entries forgets that the names are those of Counts.
    const count = name as keyof Counts;
    if (is[count] <= Math.max(most[service][count], was?.[count] ?? 0)) continue;
    return `it would have ${is[count]} ${word}, and ${service.toUpperCase()} takes ${most[service][count]}`;
  }
  return undefined;
}

const countsOf = ({ text, policy: { statements } }: PolicyText): Counts => ({
  bytes: new TextEncoder().encode(text).length,
  statements: statements.length,
  principals: sum(statements, ({ principal }) => principal.entries.length),
  conditions: sum(statements, ({ conditions }) => conditions.length),
  actions: Math.max(0, ...statements.map(({ action }) => action.patterns.length)),
});

const sum = (statements: readonly Statement[], count: (statement: Statement) => number): number =>
  statements.reduce((total, statement) => total + count(statement), 0);
