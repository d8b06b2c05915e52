/** Z3 in WebAssembly, started once: the verdict on one question. */
import { init, killThreads } from 'z3-solver';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { PolicyQuestion } from '../../src/policy/question.ts';
import { encodePolicy } from './encode-policy.ts';

export type Solver = AsyncDisposable & { readonly judge: (question: PolicyQuestion) => Promise<Verdict> };

/** `unknown`: no answer within the limit. */
export async function openSolver(limitMs: number): Promise<Solver> {
  const z3 = await init();
  const { Solver } = z3.Context('rootkeeper');
  const isPossible = async (script: string): Promise<boolean | undefined> => {
    const solver = new Solver();
    solver.set('timeout', limitMs);
    solver.fromString(script);
    const answer = await solver.check();
    solver.release();
    return answer === 'unknown' ? undefined : answer === 'sat';
  };
  return {
    judge: async (question) => {
      const isOpen = await isPossible(encodePolicy({ ...question, isOrdinary: true }));
      if (isOpen !== false) return isOpen === true ? 'open' : 'unknown';
      const isConditional = await isPossible(encodePolicy({ ...question, isOrdinary: false }));
      return isConditional === undefined ? 'unknown' : isConditional ? 'conditional' : 'locked_out';
    },
    // Z3 keeps threads, which would keep the process.
    [Symbol.asyncDispose]: () => killThreads(z3.em),
  };
}
