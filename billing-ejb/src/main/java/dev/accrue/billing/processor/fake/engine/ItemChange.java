package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.function.Consumer;

/** What happens to one item of a subscription. */
public sealed interface ItemChange {

    /** A new item, filled in but not yet added. */
    record Add(Doc item) implements ItemChange {}

    /** Another price, quantity or metadata for an item. */
    record Edit(Doc item, Consumer<Doc> edit) implements ItemChange {}

    /** An item that goes. */
    record Remove(Doc item) implements ItemChange {}
}
