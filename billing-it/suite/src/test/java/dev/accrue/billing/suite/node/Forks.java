package dev.accrue.billing.suite.node;

/** The build runs these tests in several processes side by side, which must not meet at ports or files. */
final class Forks {

    private Forks() {}

    /** The number of this one, from 1. */
    static int own() {
        return Integer.getInteger("suite.fork", 1);
    }
}
