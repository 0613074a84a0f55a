package dev.accrue.billing.subscription;

import dev.accrue.billing.Metadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every change in every standing: whether it makes sense. One that does not is refused before anything is sent. */
public final class TruthTable {

    /** Beyond what time a standing needs to come about, whenever the test runs. */
    private static final Instant LATER =
            Instant.now().plus(180, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    private TruthTable() {}

    /** One change of each kind, fit for a subscription of two items. */
    public static List<Change> changes(Subscription now) {
        String first = now.items().get(0).id();
        String second = now.items().get(1).id();
        return List.of(
                new Swap(first, "price_team_monthly", Proration.ALWAYS_INVOICE),
                new AddItem("price_team_monthly", 1, Proration.NONE),
                new RemoveItem(first, Proration.NONE),
                new SetQuantity(first, 5, Proration.NONE),
                new AdjustQuantity(first, -1, Proration.NONE),
                ChangeItems.of(new RemoveItem(first, Proration.NONE), new SetQuantity(second, 5, Proration.NONE)),
                new CancelNow(true, true, Optional.empty()),
                new CancelAtPeriodEnd(Optional.empty()),
                new CancelAt(LATER, Optional.empty()),
                new Resume(),
                new Pause(Pause.Behavior.VOID, Optional.empty()),
                new Unpause(),
                new ExtendTrial(LATER),
                new EndTrial(),
                new SetDiscounts(List.of()),
                new SetMetadata(Metadata.of("order", "42")),
                new SetPaymentMethod("pm_card_mastercard"),
                new SetCollectionMethod(CollectionMethod.sendInvoice(30)),
                new SetAutomaticTax(true),
                new SetTrialEndBehavior(MissingPaymentMethod.CANCEL),
                new DropPendingUpdate(),
                SwapAtPeriodEnd.of(first, "price_team_monthly"),
                new DropScheduledChange());
    }

    private static String row(Change change) {
        return Arrays.stream(Standing.values())
                .map(standing -> allows(standing, change) ? "yes" : "no")
                .collect(Collectors.joining(" | ", "| `" + change.kind() + "` | ", " |"));
    }

    static boolean allows(Standing standing, Change change) {
        try {
            change.check(standing.subscription());
            return true;
        } catch (ChangeNotAllowedException e) {
            return false;
        }
    }

    /** The whole table in Markdown. */
    public static String markdown() {
        List<Standing> standings = List.of(Standing.values());
        return standings.stream().map(Standing::toString).collect(Collectors.joining(" | ", "| | ", " |\n"))
                + "|---".repeat(standings.size() + 1) + "|\n"
                + changes(Standing.ACTIVE.subscription()).stream()
                        .map(TruthTable::row)
                        .collect(Collectors.joining("\n", "", "\n"));
    }
}
