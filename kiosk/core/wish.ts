/** What a refusal says about a redemption that was asked for: that it is over, or that nobody knows. */
import type { Fault } from '#shared/domain/faults.ts';

/** True where nobody knows whether the gateway heard us. */
export function isAway(given: Fault): boolean {
  return given.code === 'gateway_unreachable';
}

/** False where the wish may still come true: after silence, and where the gateway did not look at the wish at all. */
export function decidesWish(given: Fault): boolean {
  return !isAway(given) && given.code !== 'proof_missing' && given.code !== 'overloaded';
}
