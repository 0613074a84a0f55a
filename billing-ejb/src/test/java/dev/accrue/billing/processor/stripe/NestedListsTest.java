package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.PLATFORM;
import static dev.accrue.billing.processor.stripe.StripeFixture.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.WireRequest;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedListsTest {

    private static final String ITEMS = "/v1/subscription_items?subscription=sub_1";

    private final ScriptedTransport wire = new ScriptedTransport();
    private final StripeProcessor stripe = StripeFixture.over(wire);

    @Test
    void readsACutListToItsEnd() {
        wire.answering(subscription(true, ITEMS, "si_1"))
                .answering(page(true, "si_1", "si_2"))
                .answering(page(false, "si_3"));

        JsonObject object =
                stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1")).object();

        assertThat(ids(object, "items")).containsExactly("si_1", "si_2", "si_3");
        assertThat(object.getJsonObject("items").getBoolean("has_more")).isFalse();
        assertThat(object.getJsonObject("items").getString("url")).isEqualTo(ITEMS);
        assertThat(object.getString("object")).isEqualTo("subscription");
        assertThat(wire.requests())
                .extracting(WireRequest::path)
                .containsExactly("/v1/subscriptions/sub_1", "/v1/subscription_items", "/v1/subscription_items");
        assertThat(wire.requests())
                .extracting(WireRequest::query)
                .containsExactly(
                        "", "subscription=sub_1&limit=100", "subscription=sub_1&limit=100&starting_after=si_2");
    }

    @Test
    void asksNoMoreForAWholeList() {
        wire.answering(subscription(false, ITEMS, "si_1"));

        stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1"));

        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void completesLinesBelowTheirInvoice() {
        wire.answering("{\"id\": \"in_1\", \"lines\": {\"has_more\": true, \"url\": \"/v1/invoices/in_1/lines\","
                        + " \"data\": []}}")
                .answering(page(false, "il_1"));

        JsonObject object = stripe.fetch(Fetch.of(PLATFORM, "invoice", "in_1")).object();

        assertThat(ids(object, "lines")).containsExactly("il_1");
        assertThat(wire.requests().get(1)).hasToString("GET /v1/invoices/in_1/lines");
    }

    @Test
    void leavesListsCutThatNobodyReadsAsASet() {
        wire.answering(
                "{\"id\": \"file_1\", \"links\": {\"has_more\": true, \"url\": \"/v1/file_links\", \"data\": []}}");

        JsonObject object = stripe.fetch(Fetch.of(PLATFORM, "file", "file_1")).object();

        assertThat(object.getJsonObject("links").getBoolean("has_more")).isTrue();
    }

    @Test
    void expandsFurtherPagesLikeTheFirst() {
        wire.answering(subscription(true, ITEMS, "si_1")).answering(page(false, "si_1"));

        stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1").expanding("latest_invoice", "items.data.price.tiers"));

        assertThat(wire.requests().get(1).query()).isEqualTo("subscription=sub_1&limit=100&expand[0]=data.price.tiers");
    }

    @Test
    void speaksForTheSameAccountOnEveryPage() {
        wire.answering(subscription(true, ITEMS, "si_1")).answering(page(false, "si_1"));

        stripe.fetch(Fetch.of(PLATFORM.connected("acct_1"), "subscription", "sub_1"));

        assertThat(wire.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("stripe-account", "acct_1"));
    }

    @Test
    void isAsOldAsItsFirstPart() {
        wire.answering(200, subscription(true, ITEMS, "si_1"), Map.of("date", "Mon, 23 Nov 2026 10:00:00 GMT"))
                .answering(200, page(false, "si_1"), Map.of("date", "Mon, 23 Nov 2026 10:00:09 GMT"));

        Answer answer = stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1"));

        assertThat(answer.answeredAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
    }

    @Test
    void givesNoStumpWhenAPageFails() {
        wire.answering(subscription(true, ITEMS, "si_1")).failingWith(new IOException("cut off"));

        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1")))
                .isInstanceOf(NoAnswerException.class);
    }

    @Test
    void givesUpOnAListThatNeverMovesOn() {
        wire.answering(subscription(true, ITEMS, "si_1")).answering(page(true));

        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1")))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("malformed_answer");
    }

    @Test
    void followsNoAddressOutsideOfTheApi() {
        wire.answering(subscription(true, "https://elsewhere.example/", "si_1"));

        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1")))
                .isInstanceOf(NoAnswerException.class);
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void completesTheAnswerToACommandToo() {
        wire.answering(subscription(true, ITEMS, "si_1")).answering(page(false, "si_1", "si_2"));

        assertThat(ids(updated(), "items")).containsExactly("si_1", "si_2");
    }

    @Test
    void neverTurnsAPerformedCommandIntoAFailure() {
        wire.answering(subscription(true, ITEMS, "si_1")).failingWith(new IOException("cut off"));

        assertThat(updated().getJsonObject("items").getBoolean("has_more")).isTrue();
    }

    private JsonObject updated() {
        Command command = new Command(
                CommandKind.SUBSCRIPTION_UPDATE, "sub_1", Json.object().build());
        return stripe.perform(command, STEP).object();
    }

    private static List<String> ids(JsonObject object, String list) {
        return Json.children(object, list).stream()
                .map(element -> element.getString("id"))
                .toList();
    }

    private static String subscription(boolean hasMore, String url, String... items) {
        JsonObject list =
                Json.object(Json.parse(page(hasMore, items))).add("url", url).build();
        return Json.object()
                .add("id", "sub_1")
                .add("object", "subscription")
                .add("items", list)
                .build()
                .toString();
    }

    private static String page(boolean hasMore, String... ids) {
        var data = Json.array();
        List.of(ids).forEach(id -> data.add(Json.object().add("id", id)));
        return Json.object()
                .add("object", "list")
                .add("has_more", hasMore)
                .add("data", data)
                .build()
                .toString();
    }
}
