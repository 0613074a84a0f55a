package dev.accrue.billing.architecture.offender.processor.fake;

import com.stripe.model.StripeObject;

public record KnowsTheSdk(StripeObject object) {}
