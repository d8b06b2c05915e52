/** The policies of test/policy/corpus, each with the verdict that it deserves and the reason why. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { PolicyQuestion } from '../../src/policy/question.ts';

export type CorpusRow = {
  readonly id: string;
  readonly topic: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Indexes of the statements that take part; absent where more than one answer is right. */
  readonly causes?: readonly number[];
  /** What must be among the requirements. */
  readonly requires?: readonly { readonly kind: string; readonly key: string }[];
  readonly question: PolicyQuestion;
};

type WrittenRow = Omit<CorpusRow, 'topic' | 'question'> &
  Omit<PolicyQuestion, 'policyText'> & { readonly policy: unknown };

const folder = new URL('../policy/corpus/', import.meta.url);

export function readCorpus(): readonly CorpusRow[] {
  return readdirSync(folder).flatMap((file) => {
    // Written by us, in this shape; a test that reads it wrongly fails.
    const rows = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly WrittenRow[];
    return rows.map(({ policy, service, account, resource, region, organizationId, facts, now, ...row }) => ({
      ...row,
      topic: file.replace('.json', ''),
      question: {
        ...{ service, account, resource, region, organizationId, facts, now },
        policyText: typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2),
      },
    }));
  });
}
