package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Credits for time that was paid and will not be used, and debits for time that will be used and is not paid, both by
 * the second.
 *
 * <p>In classic billing mode a credit is a part of what the item costs now. In flexible mode it is a part of what was
 * really debited, one credit for each debit, so time that was never billed earns no credit, and a price that was never
 * charged is never credited. Both are less by what discounts take off; in flexible mode that can be itemized.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations">Stripe: Prorations</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Compare classic and
 *     flexible billing mode</a>
 */
final class Prorations {

    private final World world;
    private final PendingItems pending;

    Prorations(Billing billing) {
        this.world = billing.world();
        this.pending = billing.pendingItems();
    }

    /** What an item that changed at this moment gets back and owes. */
    List<Doc> between(Doc subscription, Coverage was, Coverage is, Doc item, long at) {
        List<Doc> all = new ArrayList<>();
        if (!was.costsTheSame(is)) {
            all.addAll(credits(subscription, was, item, at));
            all.addAll(debit(subscription, is, item, at));
        } else if (is.until() < was.until()) {
            all.addAll(credits(subscription, was, item, Math.max(at, is.until())));
        } else if (is.until() > was.until()) {
            all.addAll(debit(subscription, is, item, was.until()));
        }
        return all;
    }

    /** What is paid for the time from this moment on, given back; the item counts as unpaid from then. */
    List<Doc> credits(Doc subscription, Coverage was, Doc item, long at) {
        List<Doc> all = new ArrayList<>();
        @Nullable Doc last = null;
        for (Doc debit : Debits.of(item)) {
            long since = Math.max(at, debit.number("from"));
            if (since < debit.number("to")) {
                long until = debit.number("to");
                Debits.Credit credit = Debits.credit(debit, since);
                last = debit;
                if (isFlexible(subscription) && credit.amount() != 0) {
                    all.add(credit(subscription, item, debit, credit, since, until));
                }
            }
        }
        world.save(item);
        return isFlexible(subscription) ? all : classicCredit(subscription, was, item, last, at);
    }

    List<Doc> debit(Doc subscription, Coverage is, Doc item, long at) {
        long since = Math.max(at, is.start());
        if (since >= is.until()) {
            return List.of();
        }
        LineDraft line = new LineDraft(
                item,
                is.price(),
                "Remaining time on ",
                is.amountSince(since),
                item.number("quantity"),
                since,
                is.until());
        List<Cut> cuts = is.cutsSince(since);
        Doc added = pending.add(subscription, line, cuts, null);
        Debits.add(item, Debits.entry(line, cuts).set("pending", added.text("id")));
        world.save(item);
        return List.of(added);
    }

    private Doc credit(Doc subscription, Doc item, Doc debit, Debits.Credit credit, long since, long until) {
        Doc price = world.get(Kind.PRICE, debit.text("price"));
        LineDraft line =
                new LineDraft(item, price, "Unused time on ", credit.amount(), debit.number("quantity"), since, until);
        return pending.add(
                subscription, line, credit.cuts(), debit.findChild("credited").orElse(null));
    }

    private List<Doc> classicCredit(Doc subscription, Coverage was, Doc item, @Nullable Doc debit, long at) {
        long since = Math.max(at, was.start());
        if (since >= was.until() || was.full() == 0) {
            return List.of();
        }
        LineDraft line = new LineDraft(
                item,
                was.price(),
                "Unused time on ",
                -was.amountSince(since),
                was.item().number("quantity"),
                since,
                was.until());
        List<Cut> cuts = was.cutsSince(since).stream()
                .map(cut -> new Cut(cut.discount(), -cut.amount()))
                .toList();
        return List.of(pending.add(
                subscription,
                line,
                cuts,
                debit == null ? null : debit.findChild("credited").orElse(null)));
    }

    static boolean isFlexible(Doc subscription) {
        return subscription.child("billing_mode").is("type", "flexible");
    }
}
