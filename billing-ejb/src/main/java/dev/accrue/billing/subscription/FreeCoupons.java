package dev.accrue.billing.subscription;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Preparation;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Coupons that take the whole price away, as long as the subscription lasts: the host's, which are looked at, and the
 * module's own, one in each account and mode, which is made when it is first needed.
 *
 * @see <a href="https://docs.stripe.com/api/coupons/create">Stripe: create a coupon</a>
 */
@Dependent
class FreeCoupons {

    /** The module's own. */
    static final String OUR_OWN = "accrue-comp-forever";

    /** @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes, resource_already_exists</a> */
    private static final String TAKEN = "resource_already_exists";

    private static final int ALL_OF_IT = 100;

    private final Processor processor;
    private final Preparation preparation;

    @Inject
    FreeCoupons(Processor processor, Preparation preparation) {
        this.processor = processor;
        this.preparation = preparation;
    }

    /** Sees to it that there is such a coupon: the module's own is made, anybody else's has to be there. */
    void check(Account account, String couponId) {
        JsonObject coupon = find(account, couponId)
                .or(() -> Optional.of(couponId).filter(OUR_OWN::equals).map(ours -> make(account)))
                .orElseThrow(() -> new NotForNothingException(couponId, "Stripe knows no such coupon"));
        fault(coupon).ifPresent(reason -> {
            throw new NotForNothingException(couponId, reason);
        });
    }

    /** Of several who make it at once, on whatever node, Stripe lets one; the others use what that one made. */
    private JsonObject make(Account account) {
        try {
            return preparation.perform(account, creation());
        } catch (RequestRefusedException e) {
            if (!e.code().equals(TAKEN)) {
                throw e;
            }
            return find(account, OUR_OWN).orElseThrow(() -> e);
        }
    }

    private static Command creation() {
        return Command.create(
                CommandKind.COUPON_CREATE,
                Json.object()
                        .add("id", OUR_OWN)
                        .add("name", "Free of charge")
                        .add("percent_off", ALL_OF_IT)
                        .add("duration", "forever")
                        .add("metadata", Json.object().add("made_by", "accrue"))
                        .build());
    }

    private Optional<JsonObject> find(Account account, String couponId) {
        try {
            return Optional.of(processor
                    .fetch(Fetch.of(account, "coupon", couponId).forCaller())
                    .object());
        } catch (RefusedException e) {
            if (e.isNotFound()) {
                return Optional.empty();
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
