package dev.accrue.billing.subscription;

import dev.accrue.billing.BillingException;

/** A coupon does not make a subscription free, so nobody was subscribed. */
public class NotForNothingException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String couponId;

    /**
     * A coupon that is of no use here.
     *
     * @param couponId the coupon
     * @param reason what is wrong with it
     */
    public NotForNothingException(String couponId, String reason) {
        super("coupon " + couponId + " makes nothing free: " + reason
                + "; make one of 100 percent with the duration forever, and name that");
        this.couponId = couponId;
    }

    public String couponId() {
        return couponId;
    }
}
