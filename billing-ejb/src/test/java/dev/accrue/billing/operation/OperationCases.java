package dev.accrue.billing.operation;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of operation that the module performs; {@link EveryOperationTest} finds out when one is missing. */
public final class OperationCases {

    private OperationCases() {}

    public static List<OperationCase> all() {
        return Stream.of(CustomerCases.all(), TaxCases.all(), SubscriptionCases.all(), InvoiceCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
