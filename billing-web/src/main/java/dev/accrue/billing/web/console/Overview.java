package dev.accrue.billing.web.console;

import dev.accrue.billing.webhook.EventState;
import java.time.Duration;
import java.util.Map;

/**
 * How things stand.
 *
 * @param profile what the deployment is for
 * @param processor where commands go
 * @param subscriptions how many are in each of Stripe's statuses
 * @param openInvoices how many wait to be paid
 * @param events how many are in each state of the inbox
 * @param deadDeliveries how many deliveries to handlers wait for an operator
 * @param lag for how long the oldest unfinished event has been waiting
 */
public record Overview(
        String profile,
        String processor,
        Map<String, Long> subscriptions,
        long openInvoices,
        Map<EventState, Long> events,
        long deadDeliveries,
        Duration lag) {}
