package dev.accrue.billing.architecture.offender.webhook;

/** Innocent: measuring is not telling the time. */
public class MeasuresWithNanoTime {
    long elapsedSince(long begin) {
        return System.nanoTime() - begin;
    }
}
