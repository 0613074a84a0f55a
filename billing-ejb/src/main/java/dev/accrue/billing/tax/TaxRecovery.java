package dev.accrue.billing.tax;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.operation.Recovery;
import dev.accrue.billing.operation.Traces;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether something about tax took effect. What would overwrite a newer word when performed late (a location, an
 * exemption, a switch) is given up; what is wanted just as much later is sent again.
 */
@ApplicationScoped
public class TaxRecovery implements Recovery {

    private static final Set<String> LATE_IS_FINE = Set.of(Taxes.ADD_ID, Taxes.REMOVE_ID, Taxes.FINALISE);

    @Override
    public Set<String> kinds() {
        return Set.of(
                Taxes.LOCATION,
                Taxes.EXEMPTION,
                Taxes.ADD_ID,
                Taxes.REMOVE_ID,
                Taxes.RESUME,
                Taxes.UNTAX,
                Taxes.FINALISE);
    }

    @Override
    public boolean isResendable(String kind) {
        return LATE_IS_FINE.contains(kind);
    }

    @Override
    public Optional<JsonObject> find(Question question, Processor processor) {
        return switch (question.kind()) {
            case Taxes.ADD_ID -> added(question, taxIds(question, processor));
            case Taxes.REMOVE_ID -> removed(question, taxIds(question, processor));
            case Taxes.FINALISE ->
                Optional.of(target(question, "invoice", processor)).filter(invoice -> !isDraft(invoice));
            case Taxes.RESUME -> changed(question, "subscription", "customer.subscription.updated", processor);
            case Taxes.UNTAX -> changed(question, "invoice", "invoice.updated", processor);
            default -> changed(question, "customer", "customer.updated", processor);
        };
    }

    private static List<JsonObject> taxIds(Question question, Processor processor) {
        return processor.listAll(Listing.of(question.account(), "tax_id").where("customer", question.subjectId()));
    }

    private static Optional<JsonObject> added(Question question, List<JsonObject> taxIds) {
        return taxIds.stream()
                .filter(taxId -> says(taxId, "type", question) && says(taxId, "value", question))
                .findFirst();
    }

    private static boolean says(JsonObject taxId, String name, Question question) {
        return Json.text(taxId, name).equals(Json.text(question.command().parameters(), name));
    }

    /** What the list does not show any more is deleted; Stripe would answer the deletion in these words. */
    private static Optional<JsonObject> removed(Question question, List<JsonObject> taxIds) {
        String id = question.command().target();
        boolean there = taxIds.stream()
                .anyMatch(taxId -> Json.text(taxId, "id").filter(id::equals).isPresent());
        return there
                ? Optional.empty()
                : Optional.of(Json.object()
                        .add("id", id)
                        .add("object", "tax_id")
                        .add("deleted", JsonValue.TRUE)
                        .build());
    }

    private static Optional<JsonObject> changed(
            Question question, String objectType, String eventType, Processor processor) {
        return Optional.of(target(question, objectType, processor))
                .filter(found -> Traces.marked(found, question) || Traces.inEvents(eventType, question, processor));
    }

    private static JsonObject target(Question question, String objectType, Processor processor) {
        return processor
                .fetch(Fetch.of(
                        question.account(), objectType, question.command().target()))
                .object();
    }

    private static boolean isDraft(JsonObject invoice) {
        return Json.text(invoice, "status").filter("draft"::equals).isPresent();
    }
}
