package dev.accrue.billing.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.RefusedException.Reason;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What features rely on, whoever moves the money. Runs on Stripe's test mode as well as on the simulator: it uses
 * nothing but Stripe's test payment methods, and creates what it needs.
 */
public abstract class ProcessorContract {

    /** The processor under test, in test mode. */
    protected abstract Processor processor();

    protected Account account() {
        return Account.platform(false);
    }

    @Test
    void answersAtThePinnedVersion() {
        assertThat(processor().apiVersion()).isEqualTo("2026-07-29.dahlia");
    }

    @Test
    void performsOnceForOneKey() {
        Command command = customer("{'name': 'Ada'}");
        Step step = step();

        Answer first = processor().perform(command, step);
        Answer second = processor().perform(command, step);

        assertThat(second.object()).isEqualTo(first.object());
        assertThat(first.requestId()).isNotEmpty();
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() {
        Step step = step();
        processor().perform(customer("{'name': 'Ada'}"), step);

        assertRefused(() -> processor().perform(customer("{'name': 'Grace'}"), step), Reason.KEY_REUSED);
    }

    @Test
    void readsWhatWasWritten() {
        String id = create(customer("{'name': 'Ada', 'metadata': {'owner': 'u & co = 1'}}"));

        JsonObject read = fetch("customer", id);

        assertThat(Json.text(read, "name")).contains("Ada");
        assertThat(Json.text(read, "metadata", "owner")).contains("u & co = 1");
    }

    @Test
    void unsetsWhatIsSentEmpty() {
        String id = create(customer("{'name': 'Ada', 'metadata': {'owner': 'u-1', 'team': 't-1'}}"));

        perform(CommandKind.CUSTOMER_UPDATE, id, "{'name': '', 'metadata': {'owner': ''}}");

        assertThat(Json.text(fetch("customer", id), "name")).isEmpty();
        assertThat(Json.child(fetch("customer", id), "metadata").orElseThrow().keySet())
                .containsExactly("team");
    }

    @Test
    void showsADeletedObjectAsDeleted() {
        String id = create(customer("{'name': 'Ada'}"));

        perform(CommandKind.CUSTOMER_DELETE, id, "{}");

        assertThat(Json.isTrue(fetch("customer", id), "deleted")).isTrue();
    }

    @Test
    void saysWhatIsNotThere() {
        assertRefused(() -> fetch("customer", "cus_nobody"), Reason.NOT_FOUND);
        assertRefused(() -> perform(CommandKind.CUSTOMER_UPDATE, "cus_nobody", "{'name': 'x'}"), Reason.NOT_FOUND);
    }

    @Test
    void namesTheParameterThatItRefuses() {
        assertThatThrownBy(() -> create(
                        Command.create(CommandKind.PRICE_CREATE, json("{'product': 'prod_x', 'unit_amount': 100}"))))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.INVALID);
                    assertThat(refused.fault().parameter()).isEqualTo("currency");
                });
    }

    @Test
    void listsPageAfterPage() {
        String mail = UUID.randomUUID() + "@example.com";
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(index -> create(customer("{'email': '" + mail + "'}")))
                .toList();
        Listing listing = Listing.of(account(), "customer").where("email", mail).where("limit", "2");

        assertThat(processor().list(listing).objects()).hasSize(2);
        assertThat(processor().list(listing).hasMore()).isTrue();
        assertThat(processor().listAll(listing))
                .extracting(customer -> customer.getString("id"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void givesEveryItemOfALargeSubscription() {
        String customer = customerPayingWith("pm_card_visa");
        JsonArrayBuilder items = Json.array();
        IntStream.range(0, 12).forEach(index -> items.add(Json.object().add("price", price(100 + index))));

        Answer created = processor()
                .perform(
                        Command.create(
                                CommandKind.SUBSCRIPTION_CREATE,
                                Json.object()
                                        .add("customer", customer)
                                        .add("items", items)
                                        .build()),
                        step());

        assertWhole(created.object());
        assertWhole(fetch("subscription", created.object().getString("id")));
    }

    @Test
    void givesWhatIsExpanded() {
        String customer = customerPayingWith("pm_card_visa");
        String subscription = subscribe(customer, "'payment_behavior': 'allow_incomplete'")
                .object()
                .getString("id");

        Fetch fetch = Fetch.of(account(), "subscription", subscription).expanding("customer", "latest_invoice");

        JsonObject expanded = processor().fetch(fetch).object();
        assertThat(Json.text(expanded, "customer", "object")).contains("customer");
        assertThat(Json.text(expanded, "latest_invoice", "object")).contains("invoice");
    }

    @Test
    void tellsADeclineWithTheIssuersReason() {
        String customer = create(customer("{'name': 'Ada'}"));

        assertThatThrownBy(() -> attach("pm_card_visa_chargeDeclinedInsufficientFunds", customer))
                .isInstanceOfSatisfying(DeclinedException.class, declined -> {
                    assertThat(declined.declineCode()).isEqualTo("insufficient_funds");
                    assertThat(declined.fault().code()).isEqualTo("card_declined");
                });
    }

    @Test
    void tellsADeclinedFirstPayment() {
        String customer = customerPayingWith("pm_card_chargeCustomerFail");

        assertThatThrownBy(() -> subscribe(customer, "'payment_behavior': 'error_if_incomplete'"))
                .isInstanceOfSatisfying(DeclinedException.class, declined -> {
                    assertThat(declined.declineCode()).isNotEmpty();
                    assertThat(declined.fault().status()).isEqualTo(402);
                });
    }

    @Test
    void saysWhatAnInvoiceWouldBeAndChangesNothing() {
        String customer = customerPayingWith("pm_card_visa");
        JsonObject supposed = json("{'customer': '" + customer + "', 'subscription_details': {'items': [{'price': '"
                + price(1000) + "', 'quantity': 2}]}}");

        JsonObject invoice =
                processor().preview(new InvoicePreview(account(), supposed)).object();

        assertThat(Json.whole(invoice, "amount_due")).contains(2000L);
        assertThat(processor()
                        .list(Listing.of(account(), "subscription").where("customer", customer))
                        .objects())
                .isEmpty();
    }

    private static void assertRefused(Runnable call, Reason reason) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static void assertWhole(JsonObject subscription) {
        assertThat(Json.children(subscription, "items"))
                .extracting(item -> item.getString("id"))
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(Json.isTrue(subscription, "items", "has_more")).isFalse();
    }

    private String customerPayingWith(String card) {
        String customer = create(customer("{'email': 'ada@example.com'}"));
        String paymentMethod = attach(card, customer);
        perform(
                CommandKind.CUSTOMER_UPDATE,
                customer,
                "{'invoice_settings': {'default_payment_method': '" + paymentMethod + "'}}");
        return customer;
    }

    private String attach(String card, String customer) {
        return perform(CommandKind.PAYMENT_METHOD_ATTACH, card, "{'customer': '" + customer + "'}")
                .object()
                .getString("id");
    }

    private Answer subscribe(String customer, String more) {
        return processor()
                .perform(
                        Command.create(
                                CommandKind.SUBSCRIPTION_CREATE,
                                json("{'customer': '" + customer + "', 'items': [{'price': '" + price(1000) + "'}], "
                                        + more + "}")),
                        step());
    }

    private String price(int cents) {
        return create(Command.create(
                CommandKind.PRICE_CREATE,
                json("{'currency': 'eur', 'unit_amount': " + cents
                        + ", 'recurring': {'interval': 'month'}, 'product_data': {'name': 'Gold'}}")));
    }

    private Command customer(String parameters) {
        return Command.create(CommandKind.CUSTOMER_CREATE, json(parameters));
    }

    private String create(Command command) {
        return processor().perform(command, step()).object().getString("id");
    }

    private Answer perform(CommandKind kind, String target, String parameters) {
        return processor().perform(new Command(kind, target, json(parameters)), step());
    }

    private JsonObject fetch(String type, String id) {
        return processor().fetch(Fetch.of(account(), type, id)).object();
    }

    private Step step() {
        return new Step(account(), UUID.randomUUID().toString());
    }

    private static JsonObject json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
