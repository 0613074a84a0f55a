package dev.accrue.billing.processor.fake.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.Row;
import dev.accrue.billing.processor.fake.world.Rows;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every place for the simulator's accounts must do. */
abstract class StateContract {

    private static final String ACCOUNT = "acct_1";

    protected abstract SimulatorState state();

    @Test
    void keepsWhatWasPutIn() {
        Row row = row("cus_1", 1, null, null, 5L);

        state().alone(ACCOUNT, rows -> insert(rows, row));

        assertThat(find("cus_1")).isEqualTo(row);
        boolean elsewhere =
                state().alone("acct_2", rows -> rows.find("customer", "cus_1").isPresent());
        assertThat(elsewhere).isFalse();
        assertThat(state().accounts()).containsExactly(ACCOUNT, "acct_2");
    }

    @Test
    void keepsNothingOfWorkThatFails() {
        state().alone(ACCOUNT, rows -> insert(rows, row("cus_1", rows.nextSequence(), null, null, null)));

        assertThatThrownBy(() -> state().alone(ACCOUNT, rows -> {
                    rows.update(row("cus_1", 1, "changed", null, 9L));
                    insert(rows, row("cus_2", rows.nextSequence(), null, null, null));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(find("cus_1")).isEqualTo(row("cus_1", 1, null, null, null));
        assertThat(ids(Query.of(Kind.CUSTOMER))).containsExactly("cus_1");
    }

    @Test
    void pagesThroughAKindInBothDirections() {
        fill(5);

        assertThat(ids(Query.of(Kind.CUSTOMER))).containsExactly("cus_5", "cus_4", "cus_3", "cus_2", "cus_1");
        assertThat(ids(Query.of(Kind.CUSTOMER).after(3L))).containsExactly("cus_2", "cus_1");
        assertThat(ids(Query.of(Kind.CUSTOMER).oldestFirst(true).after(3L))).containsExactly("cus_4", "cus_5");
        assertThat(ids(new Query("customer", null, null, false, null, 2))).containsExactly("cus_5", "cus_4");
    }

    @Test
    void findsByParentAndByCustomer() {
        state().alone(ACCOUNT, rows -> {
            insert(rows, row("in_1", 1, "cus_1", "sub_1", null));
            insert(rows, row("in_2", 2, "cus_1", "sub_2", null));
            return insert(rows, row("in_3", 3, "cus_2", "sub_2", null));
        });

        assertThat(ids(Query.of(Kind.CUSTOMER).customer("cus_1"))).containsExactly("in_2", "in_1");
        assertThat(ids(Query.of(Kind.CUSTOMER).parent("sub_2"))).containsExactly("in_3", "in_2");
        assertThat(ids(Query.of(Kind.CUSTOMER).parent("sub_2").customer("cus_1")))
                .containsExactly("in_2");
    }

    @Test
    void knowsWhatIsDueInOrder() {
        state().alone(ACCOUNT, rows -> {
            insert(rows, row("a", 1, null, null, 30L));
            insert(rows, row("b", 2, null, null, 10L));
            insert(rows, row("c", 3, null, null, 10L));
            return insert(rows, row("d", 4, null, null, null));
        });
        state().alone(ACCOUNT, rows -> {
            rows.update(row("a", 1, null, null, 20L));
            rows.delete("customer", "c");
            return true;
        });

        List<String> due = state().alone(ACCOUNT, rows -> rows.due("", 20, 10)).stream()
                .map(Row::id)
                .toList();
        assertThat(due).containsExactly("b", "a");
    }

    @Test
    void letsUnitsOnOneAccountFollowOneAnother() {
        state().alone(ACCOUNT, rows -> insert(rows, row("cus_1", 1, "0", null, null)));

        List<CompletableFuture<Void>> counting = IntStream.range(0, 8)
                .mapToObj(any -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 10).forEach(again -> state().alone(ACCOUNT, StateContract::countUp))))
                .toList();
        counting.forEach(CompletableFuture::join);

        assertThat(find("cus_1").customer()).isEqualTo("80");
    }

    private static boolean countUp(Rows rows) {
        Row row = rows.find("customer", "cus_1").orElseThrow();
        int count = Integer.parseInt(String.valueOf(row.customer()));
        rows.update(row("cus_1", 1, String.valueOf(count + 1), null, null));
        return true;
    }

    private void fill(int count) {
        state().alone(ACCOUNT, rows -> {
            IntStream.rangeClosed(1, count)
                    .forEach(i -> insert(rows, row("cus_" + i, rows.nextSequence(), null, null, null)));
            return true;
        });
    }

    private Row find(String id) {
        return state().alone(ACCOUNT, rows -> rows.find("customer", id)).orElseThrow();
    }

    private List<String> ids(Query query) {
        return state().alone(ACCOUNT, rows -> rows.page(query)).stream()
                .map(Row::id)
                .toList();
    }

    private static boolean insert(Rows rows, Row row) {
        rows.insert(row);
        return true;
    }

    private static Row row(
            String id, long sequence, @Nullable String customer, @Nullable String parent, @Nullable Long dueAt) {
        return new Row("customer", id, sequence, customer, parent, "", dueAt, "{\"id\":\"" + id + "\",\"ü\":\"€\"}");
    }
}
