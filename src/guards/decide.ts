/**
 * Decides what is done about a signal and, later, about the live truth.
 * Flow: detect → [decide] → queue → remediate → [decide again, on what was read].
 * Pure: rules, verdicts and accounts arrive as values. Doubt never ends in a change.
 */
import type { Signal } from '../domain/signal.ts';
import type { Analysis, Strategy } from '../domain/verdict.ts';

export type Mode = 'observe' | 'approve' | 'enforce';
export type CredentialsRule = 'delete' | 'approve' | 'notify';

/** The parts of the configuration that decisions depend on. */
export type Rules = {
  readonly mode: Mode;
  /** In order of preference; `notify` ends the list: nothing after it is tried. */
  readonly lockedOut: readonly (Strategy | 'notify')[];
  readonly conditional: readonly (Strategy | 'notify')[];
  readonly credentials: {
    readonly newAccounts: CredentialsRule;
    readonly invitedAccounts: CredentialsRule;
    readonly drift: CredentialsRule;
  };
};

export type DecisionReason =
  | 'verdict_locked_out'
  | 'verdict_conditional'
  | 'verdict_unknown'
  | 'verdict_open'
  | 'policy_not_in_event'
  | 'policy_removed'
  | 'account_joined'
  | 'account_departed'
  | 'account_moved'
  | 'organization_changed'
  | 'root_activity'
  | 'root_session_not_ours'
  | 'mode_observe'
  | 'mode_approve'
  | 'strategy_notify';

/** What to do about a signal. `remediate` means: have a worker look at the live state; nothing is changed yet. */
export type SignalDecision = {
  readonly action: 'remediate' | 'notify' | 'ignore';
  readonly reason: DecisionReason;
};

/** `analysis` is the verdict on the policy as the event has it, when the event has one. */
export function decideOnSignal(signal: Signal, analysis: Analysis | undefined, rules: Rules): SignalDecision {
  switch (signal.kind) {
    case 'bucket_policy_changed':
    case 'queue_policy_changed':
      return decideOnPolicyInEvent(analysis, rules);
    case 'bucket_policy_removed':
    case 'queue_policy_removed':
      return { action: 'ignore', reason: 'policy_removed' };
    case 'account_joined':
      return { action: 'remediate', reason: 'account_joined' };
    case 'account_departed':
      return { action: 'ignore', reason: 'account_departed' };
    case 'account_moved':
      return { action: 'ignore', reason: 'account_moved' };
    case 'organization_changed':
      return { action: 'notify', reason: 'organization_changed' };
    case 'root_activity':
      return { action: 'notify', reason: 'root_activity' };
    case 'root_session_opened':
      return { action: 'notify', reason: 'root_session_not_ours' };
  }
}

function decideOnPolicyInEvent(analysis: Analysis | undefined, rules: Rules): SignalDecision {
  // Cut off or unreadable in the event: only the live policy can tell.
  if (analysis === undefined || analysis.verdict === 'invalid')
    return { action: 'remediate', reason: 'policy_not_in_event' };
  switch (analysis.verdict) {
    case 'locked_out':
      return { action: 'remediate', reason: 'verdict_locked_out' };
    case 'conditional':
      return {
        action: repairsOf(rules.conditional).length > 0 ? 'remediate' : 'notify',
        reason: 'verdict_conditional',
      };
    case 'unknown':
      return { action: 'notify', reason: 'verdict_unknown' };
    case 'open':
      return { action: 'ignore', reason: 'verdict_open' };
  }
}

/** What to do about a live policy. `observed` and `human` say why nothing is changed. */
export type RepairDecision =
  | { readonly action: 'repair'; readonly strategies: readonly Strategy[]; readonly reason: DecisionReason }
  | { readonly action: 'observe'; readonly strategies: readonly Strategy[]; readonly reason: 'mode_observe' }
  | { readonly action: 'ask'; readonly strategies: readonly Strategy[]; readonly reason: DecisionReason }
  | { readonly action: 'leave'; readonly reason: 'verdict_open' };

export function decideOnLivePolicy(analysis: Analysis, rules: Rules): RepairDecision {
  switch (analysis.verdict) {
    case 'open':
      return { action: 'leave', reason: 'verdict_open' };
    case 'unknown':
    case 'invalid':
      return { action: 'ask', strategies: [], reason: 'verdict_unknown' };
    case 'locked_out':
      return gateByMode(repairsOf(rules.lockedOut), 'verdict_locked_out', rules.mode);
    case 'conditional':
      return gateByMode(repairsOf(rules.conditional), 'verdict_conditional', rules.mode);
  }
}

function gateByMode(strategies: readonly Strategy[], reason: DecisionReason, mode: Mode): RepairDecision {
  if (strategies.length === 0) return { action: 'ask', strategies, reason: 'strategy_notify' };
  switch (mode) {
    case 'observe':
      return { action: 'observe', strategies, reason: 'mode_observe' };
    case 'approve':
      return { action: 'ask', strategies, reason: 'mode_approve' };
    case 'enforce':
      return { action: 'repair', strategies, reason };
  }
}

/** The strategies up to the first `notify`. */
function repairsOf(list: readonly (Strategy | 'notify')[]): readonly Strategy[] {
  const repairs: Strategy[] = [];
  for (const entry of list) {
    if (entry === 'notify') break;
    repairs.push(entry);
  }
  return repairs;
}

/** May root credentials that an audit found in this account be deleted? */
export function decideOnCredentials(
  because: 'created' | 'invited' | 'vended' | 'joined',
  rules: Rules,
): 'delete' | 'observe' | 'ask' {
  // An account that joined in an unknown way may have been invited: the stricter rule is the safe one.
  const rule =
    because === 'created' || because === 'vended' ? rules.credentials.newAccounts : rules.credentials.invitedAccounts;
  if (rules.mode === 'observe') return 'observe';
  return rule === 'delete' && rules.mode === 'enforce' ? 'delete' : 'ask';
}
