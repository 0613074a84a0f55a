package dev.accrue.billing.convergence;

import dev.accrue.billing.harness.TestBilling;
import java.util.List;
import java.util.stream.Stream;

/** What is left of a story once all of it was worked off: the mirror's rows and all extracts. */
final class Remains {

    private Remains() {}

    /** What failed because its end had not been heard yet is due again some time; here, at once. */
    static void finish(TestBilling billing) {
        billing.drain();
        billing.database()
                .doInTransaction(
                        tx -> tx.update("update #webhook_events set wake_at = received_at where state = 'FAILED'"));
        billing.drain();
    }

    static List<String> rows(TestBilling billing) {
        return Stream.concat(
                        billing.extracts().lines().stream(),
                        billing
                                .database()
                                .inTransaction(tx -> tx.query(
                                        "select object_type, object_id, customer_id, dirty, deleted_at, raw from"
                                                + " #stripe_objects order by object_type, object_id",
                                        row -> "object " + row.text("object_type") + " " + row.text("object_id") + " "
                                                + row.text("customer_id") + " " + row.flag("dirty") + " "
                                                + row.moment("deleted_at").isPresent() + " " + row.text("raw")))
                                .stream())
                .toList();
    }
}
