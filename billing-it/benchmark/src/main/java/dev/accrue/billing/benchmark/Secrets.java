package dev.accrue.billing.benchmark;

/** What the driver signs with. */
public final class Secrets {

    /** The endpoint's signing secret, for the module by configuration and for the floor as it stands here. */
    public static final String ENDPOINT = "whsec_only_for_the_benchmark";

    private Secrets() {}
}
