package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;

/** Answers one route inside a unit of work; a refusal is thrown as a {@code StripeError}. */
@FunctionalInterface
public interface Handler {

    Doc answer(Billing billing, Call call);
}
