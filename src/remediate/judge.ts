/**
 * Asks the analyser about one resource's policy, with all that is known about its account.
 * Flow: unlock.ts reads → [judge] → decide; and once more after the write, as proof.
 */
import { arnOf, type Resource, serviceOf } from '../domain/resource.ts';
import type { Analysis } from '../domain/verdict.ts';
import { analyze } from '../policy/analyze.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import type { Attempt } from './attempt.ts';

export type Judged = {
  /** Exactly as it was read. */
  readonly text: string;
  readonly question: PolicyQuestion;
  readonly analysis: Analysis;
};

export type Judge = (text: string) => Judged;

/** Throws `AwsRefusal`: an organization id that is not known would make verdicts weaker than they could be. */
export async function openJudge(resource: Resource, { tools, log }: Attempt): Promise<Judge> {
  const { organizationId } = await tools.organization.describe();
  const { partition, facts } = tools.rules;
  const service = serviceOf(resource);
  const { account, region } = resource;
  const common = { service, account, region, resource: arnOf(resource, partition), organizationId, partition, facts };

  return (text) => {
    const question = { ...common, policyText: text, now: tools.clock.now() };
    const analysis = analyze(question);
    tools.metrics.findings.inc({ service, verdict: analysis.verdict });
    log.info({ verdict: analysis.verdict, causes: analysis.causes }, 'judged the live policy');
    return { text, question, analysis };
  };
}
