package dev.accrue.billing.architecture.offender.webhook;

public class CountsMillis {
    long now() {
        return System.currentTimeMillis();
    }
}
