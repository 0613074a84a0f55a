package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;

/**
 * One line that an invoice will have.
 *
 * @param item the subscription item it bills
 * @param from the start of the time it bills, in seconds
 */
record LineDraft(Doc item, Doc price, String description, long amount, long quantity, long from, long to) {}
