package dev.accrue.billing.processor.fake.reckoning;

/** What one discount took off one amount. */
public record Cut(String discount, long amount) {

    /** The same for a part of the time. */
    public Cut part(long part, long whole) {
        return new Cut(discount, Share.of(amount, part, whole));
    }
}
