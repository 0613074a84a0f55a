package dev.accrue.billing.processor;

import dev.accrue.billing.account.Account;

/**
 * One numbered sending within an operation.
 *
 * @param account on whose behalf
 * @param idempotencyKey the key under which Stripe performs the command once, for at least 24 hours
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
 */
public record Step(Account account, String idempotencyKey) {}
