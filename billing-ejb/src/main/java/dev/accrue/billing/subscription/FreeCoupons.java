package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Looks at Stripe whether a coupon takes the whole price away, as long as the subscription lasts. */
@Dependent
class FreeCoupons {

    private static final int ALL_OF_IT = 100;

    private final Processor processor;

    @Inject
    FreeCoupons(Processor processor) {
        this.processor = processor;
    }

    void check(Account account, String couponId) {
        fault(read(account, couponId)).ifPresent(reason -> {
            throw new NotForNothingException(couponId, reason);
        });
    }

    private JsonObject read(Account account, String couponId) {
        try {
            return processor
                    .fetch(Fetch.of(account, "coupon", couponId).forCaller())
                    .object();
        } catch (RefusedException e) {
            if (e.isNotFound()) {
                throw new NotForNothingException(couponId, "Stripe knows no such coupon");
            }
            throw Refusal.of(e);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }

    private static Optional<String> fault(JsonObject coupon) {
        if (Json.whole(coupon, "percent_off")
                .filter(percent -> percent == ALL_OF_IT)
                .isEmpty()) {
            return Optional.of("it leaves something to pay");
        }
        if (Json.text(coupon, "duration").filter("forever"::equals).isEmpty()) {
            return Optional.of("it ends before the subscription does");
        }
        return Optional.of("it can be redeemed no more").filter(reason -> !Json.isTrue(coupon, "valid"));
    }
}
