package dev.accrue.billing.webhook.replay;

/** Which of Stripe's two modes a reading is about. */
public enum Mode {
    ANY,
    LIVE,
    TEST
}
