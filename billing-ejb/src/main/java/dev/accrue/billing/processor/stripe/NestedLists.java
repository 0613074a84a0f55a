package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Answer;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Completes the lists within an object. Stripe cuts them after ten elements or so and says {@code has_more}, and
 * whoever took the stump for the set would delete the rest.
 *
 * <p>A cut list is read again from its start, so that one order and as few moments as possible make it up.
 */
final class NestedLists {

    /** The properties that the module reads as sets. Others (links of a file) may be cut, and may be without end. */
    private static final Set<String> SETS = Set.of(
            "external_accounts",
            "items",
            "line_items",
            "lines",
            "payments",
            "refunds",
            "reversals",
            "sources",
            "subscriptions",
            "tax_ids");

    private final StripeCalls calls;

    NestedLists(StripeCalls calls) {
        this.calls = calls;
    }

    /**
     * The answer with complete lists.
     *
     * @param answer an answer with an object
     * @param call the call that it answers
     * @param expand what the call asked to expand: elements of further pages are expanded like those of the first
     */
    Answer complete(Answer answer, StripeCall call, List<String> expand) {
        List<String> cut =
                SETS.stream().filter(name -> isCut(answer.object(), name)).toList();
        if (cut.isEmpty()) {
            return answer;
        }
        JsonObjectBuilder whole = Json.object(answer.object());
        cut.forEach(name -> whole.add(
                name, completed(answer.object().getJsonObject(name), call, below(name, expand), answer.requestId())));
        return new Answer(whole.build(), answer.requestId(), answer.answeredAt());
    }

    private static boolean isCut(JsonObject object, String name) {
        return Json.isTrue(object, name, "has_more");
    }

    private JsonObject completed(JsonObject list, StripeCall call, List<String> expand, String requestId) {
        String url = Json.text(list, "url")
                .filter(path -> path.startsWith("/v1/"))
                .orElseThrow(() -> StripeErrors.malformed(call.name(), 200, requestId));
        JsonArrayBuilder data = Json.array();
        Map<String, Object> query = new LinkedHashMap<>(Map.of("limit", "100"));
        if (!expand.isEmpty()) {
            query.put("expand", expand);
        }
        boolean more = true;
        while (more) {
            Answer page = calls.send(call.then(url, FormParameters.encode(query)));
            List<JsonObject> elements = Json.children(page.object(), "data");
            elements.forEach(data::add);
            more = Json.isTrue(page.object(), "has_more");
            if (more) {
                query.put("starting_after", lastId(elements, call, page));
            }
        }
        return Json.object(list)
                .add("data", data)
                .add("has_more", JsonValue.FALSE)
                .build();
    }

    private static String lastId(List<JsonObject> elements, StripeCall call, Answer page) {
        return elements.stream()
                .reduce((first, second) -> second)
                .flatMap(last -> Json.text(last, "id"))
                .orElseThrow(() -> StripeErrors.malformed(call.name(), 200, page.requestId()));
    }

    private static List<String> below(String name, List<String> expand) {
        return expand.stream()
                .filter(part -> part.startsWith(name + ".data"))
                .map(part -> part.substring(name.length() + 1))
                .toList();
    }
}
