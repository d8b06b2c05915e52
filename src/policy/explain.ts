/** Stand-in */
import type { Requirement } from '../domain/verdict.ts';
import type { Judgement } from './judge.ts';
import type { Subject } from './keys/world.ts';

export function explain(judgement: Judgement, subject: Subject, requires: readonly Requirement[]): string {
  return `${judgement.verdict} ${subject.arn} ${requires.length} ${judgement.doubts.join('; ')}`;
}
