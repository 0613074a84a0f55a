package dev.accrue.billing.job;

/**
 * The right to do a job for a while.
 *
 * @param job the job's name
 * @param token fences off a node that lost its lease without noticing
 */
public record Lease(String job, long token) {}
